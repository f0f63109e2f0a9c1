"""All mirrored contacts of both sides."""

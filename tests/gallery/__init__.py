"""Every window in every state as a picture: `python -m tests.gallery --out DIR`. It must decide nothing by itself."""

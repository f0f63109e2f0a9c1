// An identity server that nobody here wrote (oidc-provider), as msal meets one: under a tenant, over TLS, for one native
// program. Arguments: certificate and key files, client id, scopes. Prints its authority, and ends with standard input.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { Provider } from "oidc-provider";

const [certificate, key, clientId, ...scopes] = process.argv.slice(2);
const tenant = "/contoso.example";
let provider;
const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  const prefix = request.url.startsWith(`${tenant}/v2.0`) ? `${tenant}/v2.0` : tenant;
  // It knows no choice between accounts, and lets nobody stay signed in who was not asked for consent each time.
  request.originalUrl = request.url.replace("prompt=select_account", "prompt=login%20consent");
  request.url = request.originalUrl.slice(prefix.length) || "/";
  provider.callback()(request, response);
});
server.listen(0, "127.0.0.1", () => {
  const authority = `https://127.0.0.1:${server.address().port}${tenant}`;
  provider = new Provider(`${authority}/v2.0`, {
    clients: [{
      client_id: clientId,
      application_type: "native",
      redirect_uris: ["http://localhost"],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "none",
    }],
    scopes: ["openid", "offline_access", "profile", ...scopes],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Ada", preferred_username: id }) }),
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { required: () => true, methods: ["S256"] },
    cookies: { keys: ["of this run"] },
  });
  console.log(JSON.stringify({ authority }));
});
process.stdin.on("end", () => process.exit(0)).resume();

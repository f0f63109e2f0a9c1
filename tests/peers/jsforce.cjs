// Reads, writes and deletes contacts as jsforce does. Prints one JSON document of what it saw.
const jsforce = require("jsforce");

async function main() {
  const ready = JSON.parse(process.argv[2]).salesforce;
  const connection = new jsforce.Connection({
    instanceUrl: ready.instance_url,
    accessToken: ready.access_token,
    refreshToken: ready.refresh_token,
    version: "60.0",
    oauth2: { clientId: ready.client_id, clientSecret: "", loginUrl: ready.login_url },
  });
  const seen = {};
  const page = await connection.query("SELECT Id, Name, Account.Name FROM Contact ORDER BY Name, Id");
  let rows = page.records, next = page;
  while (!next.done) {
    next = await connection.queryMore(next.nextRecordsUrl);
    rows = rows.concat(next.records);
  }
  seen.total = page.totalSize;
  seen.distinct = new Set(rows.map((row) => row.Id)).size;
  const made = await connection.sobject("Contact").create([
    { FirstName: "Ada", LastName: "Lovelace", Email: "ada@engines.example" },
    { FirstName: "Nobody" },
  ], { allOrNone: false });
  seen.made = made.map((one) => one.success);
  seen.refusal = made[1].errors[0].statusCode;
  const id = made[0].id;
  await connection.sobject("Contact").update({ Id: id, Title: "Countess" });
  const row = await connection.sobject("Contact").retrieve(id);
  seen.title = row.Title;
  const found = await connection.sobject("Contact").find({ Email: "ada@engines.example" }, ["Id", "LastName"]);
  seen.found = found.map((one) => one.LastName);
  seen.fields = (await connection.sobject("Contact").describe()).fields.length;
  seen.objects = (await connection.describeGlobal()).sobjects.map((one) => one.name);
  seen.user = (await connection.identity()).user_id;
  seen.limit = (await connection.limits()).DailyApiRequests.Max;
  seen.usage = connection.limitInfo.apiUsage.used > 0;
  await connection.sobject("Contact").destroy(id);
  try {
    await connection.sobject("Contact").retrieve(id);
  } catch (error) {
    seen.gone = error.errorCode;
  }
  connection.accessToken = "00Dexpired!session";
  let renewed = 0;
  connection.on("refresh", () => { renewed += 1; });
  await connection.query("SELECT COUNT() FROM Account");
  seen.renewed = renewed;
  try {
    await connection.query("SELECT Id FROM Contact WHERE");
  } catch (error) {
    seen.malformed = error.errorCode;
  }
  console.log(JSON.stringify(seen));
}

main().catch((error) => { console.error(error); process.exit(1); });

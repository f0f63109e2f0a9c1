// Parses SOQL texts (a JSON list on standard input) and prints a JSON list: null for a good one, else the complaint.
const { parseQuery } = require("@jetstreamapp/soql-parser-js");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => {
  try {
    parseQuery(text);
    return null;
  } catch (error) {
    return `${error.message}: ${text}`;
  }
})));

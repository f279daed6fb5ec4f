/** Says at the start of a long run how long it takes, and how to run less. What happens meanwhile is told by jest's own reporter. */
module.exports = class HowLong {
  onRunStart({ numTotalTestSuites: files }) {
    if (files < 40) return;
    process.stderr.write(`${files} files of specs: some four minutes on two cores. \`npm test -- spec/wire\` runs some of them.\n`);
  }
};

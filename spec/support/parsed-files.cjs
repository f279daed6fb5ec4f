// See typescript.ts: one list for all files of specs of a process.
module.exports = new Map();

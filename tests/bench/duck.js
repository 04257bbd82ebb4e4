// DuckDB as a peer: `node duck.js THREADS STATEMENT...`; prints, for each statement, wall ms and CPU ms as JSON.
const { DuckDBInstance } = require('@duckdb/node-api');

(async () => {
  const instance = await DuckDBInstance.create(process.argv[3], { threads: process.argv[2] });
  const connection = await instance.connect();
  const out = [];
  for (const statement of process.argv.slice(4)) {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    await connection.runAndReadAll(statement);
    const used = process.cpuUsage(cpu);
    out.push({ wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: (used.user + used.system) / 1e3 });
  }
  console.log(JSON.stringify(out));
})();

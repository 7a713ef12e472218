/**
 * How many rows MySQL reads for each statement, on a million tasks of which most wait: its own
 * counters say it, and what it plans to sort.
 */
import assert from "node:assert/strict";
import { Connection, mysqlDb } from "../../src/store/mysql/connection.ts";
import { migrate } from "../../src/store/mysql/mod.ts";
import { packetsOf } from "../../src/store/mysql/packets.ts";
import type { Answer, Plan, Statement } from "../../src/store/plan.ts";
import type { Store } from "../../src/store/port.ts";
import { relationalStore } from "../../src/store/relational.ts";
import { MariaDb, mariadbTest } from "../support/mariadb.ts";
import { useEverything } from "./everything.ts";
import { T0 } from "./kit.ts";

const JOBS = 20_000;
const TASKS_PER_JOB = 50;
/** Tasks of one job more, the largest that an archive makes. */
const LARGE = 100_000;
const LARGE_ID = "ffffffff-0000-7000-8000-000000000000";

/** Nothing of these rows is to be kept: the server need not wait for the disk. */
const HASTY = [
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-doublewrite=0",
  "--innodb-buffer-pool-size=1G",
  "--innodb-log-file-size=1G",
];

/**
 * Which index the server takes follows from what it believes about them. It would look at twenty
 * pages by chance, and again in the background after the tables were filled, so that a plan was
 * another one now and then: here it counts all pages, once.
 */
const EXACT_STATISTICS = [
  "--innodb-stats-persistent-sample-pages=100000",
  "--innodb-stats-auto-recalc=0",
];

/**
 * What may be sorted though more is read than asked for: a page of a prefix, which comes by name
 * and is told by id, the few messages of one webhook, and the codes of so many dead letters, which
 * are read by their index and then counted.
 */
const SORTED = [
  /`file_name` >=/,
  /^select \* from `webhook_deliveries`/,
  /^select `error_code` as `code`, count.*limit \?\) as `latest` group by/,
];

/** A day of waiting jobs: one in ten is done, one in five hundred is an archive in wait. */
function fill(): string {
  const id = (n: string) => `concat(lpad(hex(${n}), 8, '0'), '-0000-7000-8000-000000000000')`;
  return `
    set unique_checks = 0, foreign_key_checks = 0;
    insert into jobs (job_id, status, verdict, submission_type, file_name, dialect, engine,
      options, upload_file, upload_bytes, skipped, created_at, finished_at, turn, expand_due_at,
      expand_attempt, tasks_total, pending, succeeded)
    select lower(${id("seq")}), if(seq % 10 = 0, 'COMPLETED', 'PROCESSING'),
      if(seq % 10 = 0, if(seq % 3 = 0, 'PASS', 'FAIL'), null), 'ZIP_ARCHIVE',
      concat('name-', seq % 1000), 'ansi', if(seq % 10 = 0, 'sqlfluff', 'native'), '{}',
      'upload', 9, '[]', ${T0} + seq, if(seq % 10 = 0, ${T0} + seq, null),
      if(seq % 10 = 0 or seq % 500 = 1, null, ${T0} + seq),
      if(seq % 500 = 1, ${T0} + seq, null), 1, ${TASKS_PER_JOB},
      if(seq % 10 = 0, 0, ${TASKS_PER_JOB}), if(seq % 10 = 0, ${TASKS_PER_JOB}, 0)
    from seq_0_to_${JOBS - LARGE / TASKS_PER_JOB - 1};
    insert into tasks (task_id, job_id, seq, file_name, status, outcome, attempt, due_at,
      source_file, source_offset, source_length, source_sha256, created_at)
    select lower(${id("seq + 16777216")}), lower(${id(`seq div ${TASKS_PER_JOB}`)}),
      seq % ${TASKS_PER_JOB}, concat('file-', seq % ${TASKS_PER_JOB}, '.sql'),
      if(seq div ${TASKS_PER_JOB} % 10 = 0, 'SUCCESS', 'PENDING'), 'clean', 0,
      ${T0} + seq div ${TASKS_PER_JOB}, 'sources', seq, 9, 'ab', ${T0}
    from seq_0_to_${JOBS * TASKS_PER_JOB - LARGE - 1};
    insert into tasks (task_id, job_id, seq, file_name, status, attempt, due_at, created_at,
      source_file, source_offset, source_length, source_sha256)
    select lower(${id("seq + 268435456")}), '${LARGE_ID}', seq, concat('file-', seq, '.sql'),
      if(seq % 1000 = 0, 'FAILURE', 'PENDING'), 0, ${T0}, ${T0}, 'sources', seq, 9, 'ab'
    from seq_0_to_${LARGE - 1};
    insert into jobs (job_id, status, submission_type, file_name, dialect, engine, options,
      upload_file, upload_bytes, skipped, created_at, turn, expand_attempt, tasks_total, pending,
      failed)
    values ('${LARGE_ID}', 'PROCESSING', 'ZIP_ARCHIVE', 'large.zip', 'ansi', 'native', '{}',
      'upload', 9, '[]', ${T0}, ${T0} + 5, 1, ${LARGE}, ${LARGE * 0.999}, ${LARGE * 0.001});
    insert into audit_log (audit_id, at, who, action, target, status, address, request_id, details)
    select concat(insert(lpad(lower(hex(${T0} + seq * 1000)), 12, '0'), 9, 0, '-'),
        '-7000-8000-000000000000'), ${T0} + seq * 1000, concat('who-', seq % 10),
      concat('action-', seq % 10), '/', 200, '', '', '{}' from seq_0_to_${JOBS};
    insert into trends (label, step, at, jobs, files, failed_files, source_lines, error_count,
      warning_count, passed, failed, waits, runs, rules)
    select '', 900, ${T0} + seq * 900000, 1, 1, 0, 1, 0, 0, 0, 0, '[]', '[]', '{}'
    from seq_0_to_9999;
    insert into queue_samples (queue, step, at, samples, length_sum, length_max, oldest_max)
    select 'sql_analysis', 900, ${T0} + seq * 900000, 1, 1, 1, 0 from seq_0_to_9999;
    update tasks set dead_lettered_at = ${T0} + seq
      where job_id = '${LARGE_ID}' and status = 'FAILURE';
    insert into job_labels (label, job_id)
    select concat('project:p', crc32(job_id) % 100), job_id from jobs union all
    select 'branch:main', job_id from jobs;
    analyze table jobs, tasks, audit_log, job_labels, trends, queue_samples`;
}

interface Seen {
  sql: string;
  /** Rows that the statement may bring, by its LIMIT or the ids it names. */
  asked: number;
  reads: number;
  sorts: boolean;
}

/** The counters of the session: an analysis of the statement itself would read as well. */
const READS = "show session status like 'Handler_read%'";

/** Runs each statement of a plan by itself, between two looks at what the server has read. */
function watchedStore(connection: Connection, seen: Seen[]): Store {
  const query = async (sql: string): Promise<Record<string, unknown>[]> => {
    const [answer] = await connection.send([{ sql, parameters: [], heavy: true }]);
    return answer!.rows as Record<string, unknown>[];
  };
  const reads = async (): Promise<number> =>
    (await query(READS)).reduce((sum, row) => sum + Number(row.Value), 0);
  /** Runs one statement, or equal ones that the adapter makes one of. */
  const run = async (...statements: Statement<unknown>[]): Promise<Answer[]> => {
    const [statement] = statements as [Statement<unknown>];
    const sql = packetsOf(statements)[0]!.sql;
    const plan = await query(`explain ${sql}`);
    const before = await reads();
    const answers = await connection.send(statements);
    const limit = /limit (\d+)( for update.*)?$/.exec(sql);
    const ids = /in \(([^)]*)\)/.exec(sql)?.[1]?.split(",").length ?? 1;
    seen.push({
      sql: statement.sql,
      asked: Math.max(ids, statements.length, limit === null ? 1 : Number(limit[1])),
      // Looking at the counters does not read tables that it counts, but for its own answer.
      reads: await reads() - before - LOOK,
      sorts: plan.some((row) => String(row.Extra).includes("filesort")),
    });
    return answers;
  };
  const drive = async <T>(plan: Plan<T>): Promise<T> => {
    let step = plan.next();
    while (!step.done) {
      const { value } = step;
      if ("sql" in value) step = plan.next((await run(value))[0]!);
      else {
        const answers: Answer[] = [];
        while (answers.length < value.length) {
          const [next, ...rest] = value.slice(answers.length) as [Statement<unknown>];
          const other = rest.findIndex(({ sql, together }) => sql !== next.sql || !together);
          answers.push(...await run(next, ...rest.slice(0, other < 0 ? rest.length : other)));
        }
        step = plan.next(answers);
      }
    }
    return step.value;
  };
  return relationalStore({
    kind: "watched",
    db: mysqlDb,
    serial: true,
    time: () => Promise.resolve(null),
    facts: () => Promise.reject(new Error("nobody asks for facts here")),
    read: (plan) => drive(plan()),
    async write(plan) {
      await connection.exec("start transaction");
      const value = await drive(plan());
      await connection.exec("commit");
      return value;
    },
    close: () => Promise.resolve(),
  });
}

/** Rows that a look at the counters is counted as. */
let LOOK = 0;

/** Sums over what waits: one entry of an index for each job that waits, and no row. */
const COUNTS = [/^select sum\(`pending`\)/, /^select count\(\*\)/];

mariadbTest(
  "on a million tasks no list, claim or sweep reads more than ten rows for each it brings",
  async () => {
    const server = await MariaDb.start(...HASTY, ...EXACT_STATISTICS);
    try {
      const database = await server.newDatabase();
      await migrate({ address: server.address(database), poolSize: 1, idleSeconds: 5 });
      await server.query(fill(), database);
      const limits = { query: 60_000, heavy: 600_000, idle: 600 };
      const connection = await Connection.open(server.address(database), limits);
      const seen: Seen[] = [];
      const [a, b] = [await lookAt(connection), await lookAt(connection)];
      LOOK = b - a;
      const store = watchedStore(connection, seen);
      for (const filter of [{}, { status: "PENDING" }, { status: "FAILURE" }] as const) {
        const page = await store.tasks.list(LARGE_ID, filter, 20, 50_000);
        assert.equal(page.length, 20);
      }
      await useEverything(store);
      await connection.end();
      const counts = (sql: string) => COUNTS.some((pattern) => pattern.test(sql));
      const large = seen.filter(({ sql, reads, asked }) =>
        reads > 100 + 10 * asked && !counts(sql)
      );
      assert.deepEqual(large, []);
      // Where no more was read than asked for, sorting it is as good as an index in its order.
      const sorted = seen.filter(({ sql, sorts, reads, asked }) =>
        sorts && reads > asked && !SORTED.some((pattern) => pattern.test(sql))
      );
      assert.deepEqual(sorted, []);
      assert.ok(seen.length > 100);
      assert.ok(seen.some(({ reads }) => reads > 10), "the counters stand still");
    } finally {
      await server.stop();
    }
  },
);

async function lookAt(connection: Connection): Promise<number> {
  const [answer] = await connection.send([{ sql: READS, parameters: [] }]);
  return (answer!.rows as Record<string, unknown>[]).reduce(
    (sum, row) => sum + Number(row.Value),
    0,
  );
}

import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { FORMATS } from "../../src/cli/formats/mod.ts";
import { folderOf, lint, lintel } from "../support/cli.ts";
import { programs } from "../support/programs.ts";

const BAD = "SELECT a from t\n";
const GOOD = "SELECT a FROM t\n";

Deno.test("exit code 0 for nothing found, 1 for findings, each finding a line", async () => {
  await using folder = await folderOf({ "good.sql": GOOD, "bad.sql": BAD });
  const cwd = folder.path;
  const good = await lint(["good.sql"], { cwd });
  assert.deepEqual(good, { code: 0, out: "clean: 1 file\n", err: "" });
  const bad = await lint(["bad.sql", "good.sql"], { cwd });
  assert.deepEqual([bad.code, bad.err], [1, ""]);
  assert.deepEqual(bad.out.split("\n"), [
    "bad.sql:1:10: CP01 Write FROM: keywords are in upper case elsewhere in this file. [capitalisation.keywords]",
    "1 error, 0 warnings in 1 of 2 files; 1 can be fixed with --fix",
    "",
  ]);
});

Deno.test("wrong usage is exit code 2 and one line on standard error", async () => {
  await using folder = await folderOf({ "a.sql": GOOD, "empty/readme.md": "" });
  const cwd = folder.path;
  const cases: [string[], RegExp][] = [
    [[], /name a file, a folder, or - for standard input/],
    [["missing.sql"], /missing\.sql: there is no such file or folder/],
    [["empty"], /empty: there are no SQL files in it/],
    [["*.ddl"], /\*\.ddl: matches no file/],
    [["a.sql", "--colour"], /there is no option --colour; see: lintel lint --help/],
    [["a.sql", "--exclude-rule", "LT01"], /--exclude-rule; did you mean --exclude-rules\?/],
    [["a.sql", "-n", "3"], /there is no option -n; see/],
    [["a.sql", "-r", "LT01", "--rules", "CP01"], /--rules is given twice: name all rules in one/],
    [["a.sql", "--format", "xml"], /--format takes human, json, sarif, .*, none, not "xml"/],
    [["a.sql", "--engine", "other"], /--engine takes native or sqlfluff, not "other"/],
    [["a.sql", "--dialect", "nope"], /nope/],
    [
      ["a.sql", "--dialect", "auto", "--engine", "sqlfluff"],
      /--dialect auto goes with --engine native/,
    ],
    [["a.sql", "--rules", "LT99"], /LT99/],
    [["a.sql", "--fix", "--format", "json"], /--fix goes with --format human/],
    [["a.sql", "--diff", "--format", "json"], /--diff goes with --format human/],
    [["a.sql", "--fix", "--diff"], /--diff prints what --fix would write: take one of them/],
    [["--jsonl", "a.sql"], /--jsonl takes --memory MB and nothing else/],
    [["--jsonl", "--memory", "0"], /--jsonl takes --memory MB and nothing else/],
    [["--jsonl", "--memory"], /--jsonl takes --memory MB and nothing else/],
    [["a.sql", "--jsonl"], /--jsonl/],
    [["a.sql", "--rules"], /--rules/],
  ];
  await Promise.all(cases.map(async ([args, message]) => {
    const { code, out, err } = await lint(args, { cwd });
    assert.deepEqual([code, out], [2, ""], `${args.join(" ")}: ${err}`);
    assert.match(err, message);
    assert.match(err, /^lintel lint: [^\n]+\n$/);
  }));
});

Deno.test("folders are searched at any depth, each file once and in order", async () => {
  await using folder = await folderOf({
    "b.sql": BAD,
    "a/deep/c.SQL": BAD,
    "a/d.ddl": BAD,
    "a/e.txt": BAD,
    ".hidden/f.sql": BAD,
    "a/.venv/lib/g.sql": BAD,
    ".git/h.sql": BAD,
  });
  const found = async (...paths: string[]) => {
    const { out } = await lint(paths, { cwd: folder.path });
    return out.split("\n").filter((l) => l.includes("CP01")).map((l) => l.split(":")[0]);
  };
  assert.deepEqual(await found(".", "b.sql", "a"), [
    ".hidden/f.sql",
    "a/d.ddl",
    "a/deep/c.SQL",
    "b.sql",
  ]);
  assert.deepEqual(await found("a/.venv"), ["a/.venv/lib/g.sql"]);
});

Deno.test("of a folder, links to files are linted under their own names, and those that lead nowhere told", async () => {
  await using folder = await folderOf({
    "m/a.sql": GOOD,
    "real/b.txt": BAD,
    "real/deep/c.sql": BAD,
  });
  const cwd = folder.path;
  await Deno.symlink("../real/b.txt", `${cwd}/m/b.sql`);
  await Deno.symlink("../real", `${cwd}/m/folder.sql`);
  const linked = await lint(["m"], { cwd });
  assert.deepEqual([linked.code, linked.err], [1, ""]);
  assert.match(linked.out, /^m\/b\.sql:1:10: CP01/);
  assert.match(linked.out, /in 1 of 2 files/);
  await Deno.symlink("nowhere", `${cwd}/m/z.sql`);
  const broken = await lint(["m"], { cwd });
  assert.equal(broken.code, 3);
  assert.match(broken.err, /^lintel lint: m\/z\.sql: No such file/);
});

Deno.test("the working folder's configuration says which files of folders are SQL", async () => {
  await using folder = await folderOf({
    ".sqlfluff": "[sqlfluff]\nsql_file_exts = .HQL,\n  .tsql\n",
    "a.sql": BAD,
    "b.hql": BAD,
    "m/c.tsql": BAD,
    "m/.sqlfluff": "[sqlfluff]\nsql_file_exts = .sql\n",
    "m/d.sql": BAD,
  });
  const cwd = folder.path;
  const found = async (...args: string[]) => {
    const { out } = await lint([...args, "--format", "json"], { cwd });
    return JSON.parse(out).map((file: { filepath: string }) => file.filepath);
  };
  assert.deepEqual(await found("."), ["b.hql", "m/c.tsql"]);
  assert.deepEqual(await found("m"), ["m/c.tsql"]);
  // What is named is linted, whatever it is called.
  assert.deepEqual(await found("a.sql", "m/*.sql"), ["a.sql", "m/d.sql"]);
  await Deno.writeTextFile(`${cwd}/.sqlfluff`, "[sqlfluff]\nsql_file_exts = .pls\n");
  const none = await lint(["."], { cwd });
  assert.deepEqual([none.code, none.err], [
    2,
    "lintel lint: .: there are no SQL files in it (.pls)\n",
  ]);
});

Deno.test("globs name files where the shell left them as they are", async () => {
  await using folder = await folderOf({ "x/1.sql": BAD, "x/2.sql": BAD, "y/3.sql": BAD });
  const { code, out } = await lint(["x/*.sql"], { cwd: folder.path });
  assert.equal(code, 1);
  assert.match(out, /^x\/1\.sql:.*\nx\/2\.sql:/);
  assert.doesNotMatch(out, /y\/3/);
});

Deno.test("standard input is linted, and fixed to standard output", async () => {
  const linted = await lint(["-"], { stdin: BAD });
  assert.equal(linted.code, 1);
  assert.match(linted.out, /^stdin:1:10: CP01 /);
  const fixed = await lint(["-", "--fix", "--rules", "CP01"], { stdin: BAD });
  assert.equal(fixed.out, GOOD);
});

Deno.test("standard input is linted as the file that it is said to be", async () => {
  await using folder = await folderOf({
    ".sqlfluffignore": "left/\n",
    "m/.sqlfluff": "[sqlfluff]\ndialect = tsql\nrules = CP01\n",
    "left/out.sql": "",
  });
  const cwd = folder.path;
  const run = (name: string, ...args: string[]) =>
    lint(["-", "--stdin-filename", name, ...args], { cwd, stdin: BAD });
  // "none" writes nothing.
  for (const format of Object.keys(FORMATS).filter((name) => name !== "none")) {
    const { code, out } = await run("m/new.sql", "--format", format);
    assert.equal(code, 1, format);
    assert.match(out, /m\/new\.sql/, format);
    assert.doesNotMatch(out, /stdin/, format);
  }
  const [file] = JSON.parse((await run("m/new.sql", "--format", "json")).out);
  assert.deepEqual(file.violations.map(({ code }: { code: string }) => code), ["CP01"]);
  assert.match((await lint(["-"], { cwd, stdin: "SELECT TOP 1 a FROM t\n" })).out, /PRS|LT|AL/);
  const tsql = ["-", "--stdin-filename", "m/new.sql"];
  assert.equal((await lint(tsql, { cwd, stdin: "SELECT TOP 1 a FROM t\n" })).code, 0);
  const ignored = await run("left/out.sql");
  assert.equal(ignored.code, 0);
  assert.match(ignored.out, /left out/);
});

Deno.test("a baseline knows standard input by the name that it is given", async () => {
  await using folder = await folderOf({ "m/a.sql": BAD });
  const cwd = folder.path;
  assert.equal((await lint(["m", "--write-baseline", "base.json"], { cwd })).code, 0);
  const known = ["-", "--stdin-filename", "m/a.sql", "--baseline", "base.json"];
  assert.equal((await lint(known, { cwd, stdin: BAD })).code, 0);
  const unknown = ["-", "--baseline", "base.json"];
  assert.equal((await lint(unknown, { cwd, stdin: BAD })).code, 1);
});

Deno.test("what a filter cannot fix it gives back as it came", async () => {
  await using folder = await folderOf({
    ".sqlfluffignore": "left/\n",
    "bad/.sqlfluffignore": new Uint8Array([0xff, 0x00, 0xd8]),
  });
  const cases: [string, string[], number][] = [
    ["select {{ x }\n", [], 1],
    ["selec from (\n", [], 1],
    [BAD, ["--stdin-filename", "left/out.sql"], 0],
    [BAD, ["--stdin-filename", "bad/new.sql"], 3],
    [BAD, ["--dialect", "nonesuch"], 2],
  ];
  for (const [stdin, args, status] of cases) {
    const { code, out } = await lint(["-", "--fix", ...args], { cwd: folder.path, stdin });
    assert.deepEqual([code, out], [status, stdin], args.join(" "));
  }
  const bytes = new Uint8Array([0x73, 0xff, 0xfe, 0x0a]);
  const out = `${folder.path}/out`;
  const undecodable = ["-", "--fix", "--encoding", "utf-8"];
  assert.equal((await lint(undecodable, { cwd: folder.path, stdin: bytes, out })).code, 3);
  assert.deepEqual(await Deno.readFile(out), bytes);
});

Deno.test("a name is for standard input alone", async () => {
  await using folder = await folderOf({ "a.sql": BAD });
  for (
    const args of [
      ["a.sql", "--stdin-filename", "b.sql"],
      ["-", "a.sql", "--stdin-filename", "b.sql"],
      ["-", "--stdin-filename", ""],
      ["-", "--stdin-filename", "m/"],
      ["-", "--stdin-filename", "b.sql", "--changed", "x"],
    ]
  ) {
    const { code, err } = await lint(args, { cwd: folder.path });
    assert.equal(code, 2, args.join(" "));
    assert.match(err, /^lintel lint: [^\n]+\n$/);
  }
});

Deno.test("--rules and --exclude-rules choose what is looked for", async () => {
  await using folder = await folderOf({ "a.sql": "SELECT a  from t\n" });
  const cwd = folder.path;
  const codes = async (...args: string[]) => {
    const { out } = await lint(["a.sql", "--format", "json", ...args], { cwd });
    const [file] = JSON.parse(out) as { violations: { code: string }[] }[];
    return file!.violations.map((v) => v.code);
  };
  assert.deepEqual(await codes(), ["LT01", "CP01"]);
  assert.deepEqual(await codes("--rules", "capitalisation"), ["CP01"]);
  assert.deepEqual(await codes("--exclude-rules", "CP01, LT02"), ["LT01"]);
});

Deno.test("configuration of the file's folder holds, inner folders win, options over both", async () => {
  await using folder = await folderOf({
    ".sqlfluff": "[sqlfluff]\nrules = CP01\n",
    "a.sql": GOOD,
    "low/.sqlfluff": "[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = lower\n",
    "low/b.sql": GOOD,
    "low/c.sql": "select a from t\n",
  });
  const { code, out } = await lint(["."], { cwd: folder.path });
  assert.equal(code, 1);
  assert.equal(out.match(/CP01/g)?.length, 2);
  assert.match(out, /^low\/b\.sql:1:1: CP01 /);
  const other = await lint([".", "--rules", "LT12"], { cwd: folder.path });
  assert.equal(other.code, 0);
});

Deno.test("templates are read up to ten megabytes, and no further", async () => {
  const part = `{# ${"x".repeat(4_000_000)} #}`;
  await using folder = await folderOf({
    ".sqlfluff": "[sqlfluff:templater:jinja]\nload_macros_from_path = macros\n",
    "a.sql": GOOD,
    "macros/a.sql": part,
    "macros/b.sql": part,
  });
  const cwd = folder.path;
  const few = await lint(["a.sql"], { cwd });
  assert.deepEqual([few.code, few.err], [0, ""]);
  await Deno.writeTextFile(`${cwd}/macros/c.sql`, part);
  const many = await lint(["a.sql"], { cwd });
  assert.equal(many.code, 3);
  assert.match(many.err, /templates may have 10485760 bytes in all/);
});

Deno.test("configuration above the working folder holds too, down from the home folder", async () => {
  const without = (rule: string) => `[sqlfluff]\nexclude_rules = ${rule}\n`;
  const text = "SELECT  a from t\n";
  await using folder = await folderOf({
    "top/.sqlfluff": without("LT01,CP01"),
    "top/home/.sqlfluff": without("LT01"),
    "top/home/repo/sub/a.sql": text,
    "top/elsewhere/a.txt": "",
  });
  const cwd = `${folder.path}/top/home/repo/sub`;
  const codes = async (home: string) => {
    const { out } = await lint(["a.sql", "--format", "json"], { cwd, env: { HOME: home } });
    return JSON.parse(out)[0].violations.map((v: { code: string }) => v.code);
  };
  const top = `${folder.path}/top`;
  // Where the home folder is above, it is the outermost; else what both are below is left out.
  assert.deepEqual(await codes(`${top}/home`), ["CP01"]);
  assert.deepEqual(await codes(`${top}/elsewhere`), ["CP01"]);
  assert.deepEqual(await codes(cwd), ["LT01", "CP01"]);
  assert.deepEqual(await codes(folder.path), ["CP01"]);
  await Deno.writeTextFile(
    `${top}/home/repo/.sqlfluff`,
    `${without("CP01")}ignore_paths = a.sql\n`,
  );
  await Deno.writeTextFile(`${top}/home/repo/.sqlfluffignore`, "*.sql\n");
  assert.deepEqual(await codes(`${top}/home`), ["LT01"]);
});

Deno.test("a file that several paths lead to is linted once, as it is named first", async () => {
  await using folder = await folderOf({ "a.sql": GOOD, "sub/b.sql": BAD });
  const { path: cwd } = folder;
  const { out } = await lint(["sub/b.sql", ".", `${cwd}/sub`, "sub/../a.sql", "./a.sql"], { cwd });
  assert.match(out, /^sub\/b\.sql:1:10: CP01 [^\n]*\n1 error, 0 warnings in 1 of 2 files/);
});

Deno.test("--fix writes the files in place, and keeps their mode and their mark", async () => {
  await using folder = await folderOf({
    "a.sql": BAD,
    "marked.sql": new TextEncoder().encode(`\ufeff${BAD}`),
    "good.sql": GOOD,
  });
  const cwd = folder.path;
  await Deno.chmod(`${cwd}/a.sql`, 0o640);
  const before = await Deno.stat(`${cwd}/good.sql`);
  const { out, err } = await lint([".", "--fix", "--rules", "CP01"], { cwd });
  assert.equal(err, "");
  assert.match(out, /2 fixed/);
  assert.equal(await Deno.readTextFile(`${cwd}/a.sql`), GOOD);
  assert.equal((await Deno.stat(`${cwd}/a.sql`)).mode! & 0o777, 0o640);
  const marked = await Deno.readFile(`${cwd}/marked.sql`);
  assert.deepEqual(marked, new TextEncoder().encode(`\ufeff${GOOD}`));
  assert.deepEqual((await Deno.stat(`${cwd}/good.sql`)).mtime, before.mtime);
  const names = (await Array.fromAsync(Deno.readDir(cwd))).map((e) => e.name).toSorted();
  assert.deepEqual(names, ["a.sql", "good.sql", "marked.sql"]);
});

Deno.test({
  name: "--diff writes nothing, and prints a patch that makes of the files what --fix makes",
  ignore: programs(["git"]).missing,
  async fn() {
    const files = {
      "a b.sql": BAD,
      "sub/latin.sql": new Uint8Array(iconv.encode("SELECT 'é' from t\r\n", "latin1")),
      "good.sql": GOOD,
    };
    const read = async ({ path }: { path: string }) =>
      await Promise.all(Object.keys(files).map((name) => Deno.readFile(`${path}/${name}`)));
    const args = ["--rules", "CP01", "--encoding", "latin-1"];
    await using shown = await folderOf(files);
    await using written = await folderOf(files);
    const before = await read(shown);
    const patch = `${written.path}/../${crypto.randomUUID()}.patch`;
    const { code, err } = await lint([`${shown.path}/sub`, ".", "--diff", ...args], {
      cwd: shown.path,
      out: patch,
    });
    assert.deepEqual([code, err], [1, ""]);
    assert.deepEqual(await read(shown), before);
    const apply = new Deno.Command("git", { args: ["apply", patch], cwd: shown.path });
    assert.equal((await apply.output()).code, 0);
    await lint([".", "--fix", ...args], { cwd: written.path });
    assert.deepEqual(await read(shown), await read(written));
    assert.notDeepEqual(await read(shown), before);
    await Deno.remove(patch);
  },
});

Deno.test("--diff of standard input names it as it is named, and prints nothing else", async () => {
  const named = ["-", "--diff", "--stdin-filename", "x/q.sql", "--rules", "CP01"];
  const { out } = await lint(named, { stdin: BAD });
  assert.match(
    out,
    /^diff --git a\/x\/q\.sql b\/x\/q\.sql\n.*\n-SELECT a from t\n\+SELECT a FROM t\n$/s,
  );
  assert.equal((await lint(["-", "--diff"], { stdin: GOOD })).out, "");
});

Deno.test("a file that cannot be linted is told on standard error, the others are linted", async () => {
  await using folder = await folderOf({
    "binary.sql": new Uint8Array([0x61, 0x00]),
    "gb.sql": new Uint8Array([...new TextEncoder().encode("select a from t -- "), 0xb2, 0xe9, 10]),
    "good.sql": GOOD,
  });
  const cwd = folder.path;
  const linted = await lint(["binary.sql", "good.sql"], { cwd });
  assert.equal(linted.code, 3);
  assert.match(linted.err, /^lintel lint: binary\.sql: [^\n]*NUL[^\n]*\n$/);
  assert.match(linted.out, /1 could not be linted/);
  const fixed = await lint(["gb.sql", "--fix", "--rules", "LT12"], { cwd });
  assert.equal(fixed.code, 0, fixed.err + fixed.out);
});

Deno.test("fixes are written in the encoding that the file had, and only what changes changes", async () => {
  const encoded = (text: string, name: string) => new Uint8Array(iconv.encode(text, name));
  const sql = (comment: string) => `SELECT a from t -- ${comment}\n`;
  const cases: [string, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>][] = [
    [
      "gb.sql",
      encoded(sql("查询订单"), "gb18030"),
      encoded(sql("查询订单").replace("from", "FROM"), "gb18030"),
    ],
    [
      "win.sql",
      encoded(sql("café, “quoted”"), "cp1252"),
      encoded(sql("café, “quoted”").replace("from", "FROM"), "cp1252"),
    ],
    [
      "bom.sql",
      encoded(`\ufeff${sql("é")}`, "utf8"),
      encoded(`\ufeff${sql("é").replace("from", "FROM")}`, "utf8"),
    ],
    [
      "utf16.sql",
      encoded(`\ufeff${sql("é")}`, "utf-16le"),
      encoded(`\ufeff${sql("é").replace("from", "FROM")}`, "utf-16le"),
    ],
  ];
  await using folder = await folderOf(
    Object.fromEntries(cases.map(([name, bytes]) => [name, bytes])),
  );
  for (const [name, , fixed] of cases) {
    const { err } = await lint([name, "--fix", "--rules", "CP01"], { cwd: folder.path });
    assert.equal(err, "");
    assert.deepEqual(await Deno.readFile(`${folder.path}/${name}`), fixed, name);
  }
  const stdin = await lint(["-", "--fix", "--rules", "CP01", "--encoding", "cp1251"], {
    stdin: encoded(sql("заказы"), "cp1251"),
  });
  assert.ok(!stdin.out.includes("заказы") && stdin.out.includes("SELECT a FROM t"));
});

Deno.test("--encoding wins over `encoding` of .sqlfluff, which wins over a guess", async () => {
  const text = "SELECT 'é' FROM t\n";
  const bytes = new Uint8Array([...text].map((c) => c.charCodeAt(0)));
  await using folder = await folderOf({
    "a.sql": bytes,
    "named/.sqlfluff": "[sqlfluff]\nencoding = latin-1\n",
    "named/a.sql": bytes,
    "wrong/.sqlfluff": "[sqlfluff]\nencoding = utf-8\n",
    "wrong/a.sql": bytes,
    "toml/pyproject.toml": '[tool.sqlfluff.core]\nencoding = "cp1252"  # of the old system\n',
    "toml/a.sql": bytes,
    "none/.sqlfluff": "[sqlfluff]\nencoding = klingon\n",
    "none/a.sql": bytes,
  });
  const run = (...args: string[]) => lint([...args, "--rules", "CP01"], { cwd: folder.path });
  const guessed = await run("a.sql");
  assert.match(guessed.out, /^a\.sql: note: read as windows-1252, a guess \(confidence 0\.\d\d\)/);
  assert.equal(guessed.code, 0);
  for (const name of ["named/a.sql", "toml/a.sql"]) {
    assert.deepEqual(await run(name), { code: 0, out: "clean: 1 file\n", err: "" });
  }
  const wrong = await run("wrong/a.sql");
  assert.deepEqual([wrong.code, wrong.err], [
    3,
    "lintel lint: wrong/a.sql: the bytes are not utf-8\n",
  ]);
  assert.equal((await run("wrong/a.sql", "--encoding", "cp1252")).code, 0);
  assert.match(
    (await run("none/a.sql")).err,
    /^lintel lint: none\/a\.sql: none\/\.sqlfluff, line 2: there is no encoding "klingon"/,
  );
  const usage = await run("a.sql", "--encoding", "klingon");
  assert.deepEqual([usage.code, usage.out], [2, ""]);
});

Deno.test("a folder where a configuration file is looked for is told once, and linting goes on", async () => {
  await using folder = await folderOf({
    ".sqlfluff/a.txt": "",
    "a.sql": "select 1\n",
    "b/c.sql": "select 1\n",
  });
  const { code, out, err } = await lint(["."], { cwd: folder.path });
  assert.deepEqual([code, out], [0, "clean: 2 files\n"]);
  assert.equal(
    err,
    "lintel lint: warning: .sqlfluff is a folder: what it is to say is read from a file of that name\n",
  );
});

Deno.test("--format json is SQLFluff's own JSON, with offsets in code points", async () => {
  await using folder = await folderOf({ "a.sql": "SELECT '😀'\nfrom t\n" });
  const { out } = await lint(["a.sql", "--format", "json", "--rules", "CP01"], {
    cwd: folder.path,
  });
  const [file] = JSON.parse(out) as Record<string, unknown>[];
  assert.equal(file?.filepath, "a.sql");
  assert.deepEqual(file?.statistics, { source_chars: 18 });
  assert.deepEqual(file?.violations, [{
    start_line_no: 2,
    start_line_pos: 1,
    code: "CP01",
    description: "Write FROM: keywords are in upper case elsewhere in this file.",
    name: "capitalisation.keywords",
    warning: false,
    fixes: [{
      type: "replace",
      edit: "FROM",
      start_line_no: 2,
      start_line_pos: 1,
      start_file_pos: 11,
      end_line_no: 2,
      end_line_pos: 5,
      end_file_pos: 15,
    }],
    start_file_pos: 11,
    end_line_no: 2,
    end_line_pos: 5,
    end_file_pos: 15,
  }]);
});

Deno.test("--format github writes annotations, with what would break them escaped", async () => {
  await using folder = await folderOf({ "a,b.sql": BAD, "bad.sql": new Uint8Array([0, 1]) });
  const { out } = await lint(["a,b.sql", "bad.sql", "--format", "github"], { cwd: folder.path });
  const [finding, fault] = out.split("\n");
  assert.equal(
    finding,
    "::error title=Lintel (CP01),file=a%2Cb.sql,line=1,col=10,endLine=1,endColumn=14::" +
      "CP01: Write FROM: keywords are in upper case elsewhere in this file. [capitalisation.keywords]",
  );
  assert.match(fault!, /^::error file=bad\.sql::.*NUL/);
});

Deno.test("--jsonl answers one line for each, and goes on after one that is wrong", async () => {
  const lines = [
    '{"id": 1, "op": "version"}',
    '{"id": "two", "sql": "SELECT a from t\\n", "rules": ["CP01"]}',
    "",
    "not JSON",
    '{"id": 4, "sql": 4}',
    '{"id": 5, "sql": "SELECT 1\\n", "dialect": "nope"}',
  ];
  const { code, out, err } = await lint(["--jsonl"], { stdin: lines.join("\n") });
  assert.deepEqual([code, err], [0, ""]);
  const answers = out.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map((a) => a.id), [1, "two", null, 4, 5]);
  assert.equal(answers[0].engine.name, "native");
  const [found] = answers[1].violations;
  assert.deepEqual([found.code, found.column, found.pos], ["CP01", 10, 10]);
  assert.deepEqual(answers.slice(2).map((a) => a.code), [
    "invalid_request",
    "invalid_config",
    "unknown_dialect",
  ]);
});

Deno.test("--jsonl gives the fixed text the line ends that all lines of its original have", async () => {
  const request = (id: number, sql: string) => JSON.stringify({ id, sql, fix: true });
  // So many findings that the answer is written in several pieces.
  const long = "SELECT a,b,c from t;\r\n\r\n".repeat(300);
  const lines = [
    request(1, `SELECT a,b from t WHERE c = '\\"fixed":"' AND d = '\\\\'\r\n`),
    request(2, long),
    request(3, "SELECT a,b from t\r\n\n"),
    request(4, "SELECT a,b from t\n"),
    JSON.stringify({ id: 5, sql: "SELECT a,b from t\r\n" }),
  ];
  const { code, out, err } = await lint(["--jsonl"], { stdin: lines.join("\n") });
  assert.deepEqual([code, err], [0, ""]);
  const answers = out.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map((a) => a.id), [1, 2, 3, 4, 5]);
  assert.equal(
    answers[0].fixed,
    `SELECT\r\n    a,\r\n    b\r\nFROM t\r\nWHERE c = '\\"fixed":"' AND d = '\\\\'\r\n`,
  );
  assert.ok(answers[1].violations.length > 900, `${answers[1].violations.length} findings`);
  assert.match(answers[1].fixed, /^(SELECT\r\n {4}a,\r\n {4}b,\r\n {4}c\r\nFROM t;\r\n(\r\n)*)+$/);
  assert.match(answers[2].fixed, /^SELECT\n/);
  assert.match(answers[3].fixed, /^SELECT\n {4}a,\n {4}b\nFROM t\n$/);
  assert.equal(answers[4].fixed, null);
});

Deno.test("help and version are answered on standard output", async () => {
  const [help, own, version, wrong] = await Promise.all([
    lintel(["help"]),
    lint(["--help"]),
    lintel(["version"]),
    lintel(["explode"]),
  ]);
  assert.match(help.out, /^usage: lintel/);
  assert.match(own.out, /^usage: lintel lint PATH/);
  assert.deepEqual(own.out.split("\n").filter((line) => line.length > 100), []);
  assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
  assert.deepEqual([help.code, own.code, version.code, wrong.code], [0, 0, 0, 2]);
  assert.match(wrong.err, /^lintel: there is no command "explode"; see: lintel help\n$/);
});

Deno.test("where only warnings were found the exit code is 0", async () => {
  await using folder = await folderOf({
    "a.sql": "SELECT a,b FROM t\n",
    ".sqlfluff": "[sqlfluff]\ndialect = ansi\nwarnings = LT01,LT09\n",
  });
  const { code, out } = await lint(["a.sql"], { cwd: folder.path });
  assert.equal(code, 0, out);
  assert.match(out, /^a\.sql:1:10: LT01 .* \(warning\) \[layout\.spacing\]$/m);
  assert.match(out, /^0 errors, \d warnings? in 1 of 1 file/m);
  const { code: strict } = await lint(["a.sql", "--rules", "LT01,CP01"], { cwd: folder.path });
  assert.equal(strict, 0);
  await Deno.writeTextFile(`${folder.path}/b.sql`, BAD);
  assert.equal((await lint(["a.sql", "b.sql"], { cwd: folder.path })).code, 1);
});

Deno.test("what noqa suppresses is no finding, and its file is not called clean", async () => {
  const sql = "SELECT 1 FROM t;\nselct it -- noqa\n";
  await using folder = await folderOf({ "a.sql": sql, "good.sql": GOOD });
  assert.deepEqual(await lint(["a.sql", "good.sql"], { cwd: folder.path }), {
    code: 0,
    out: "a.sql: note: parsed 1 of 2 statements\nno findings in 2 files, 1 only partly parsed\n",
    err: "",
  });
});

Deno.test("settings that do not exist are warned of once, and refused by --strict-config", async () => {
  await using folder = await folderOf({
    "a.sql": GOOD,
    "b.sql": GOOD,
    ".sqlfluff": "[sqlfluff]\ndialect = ansi\nindent_unit = tab\n",
  });
  const warned = await lint(["a.sql", "b.sql"], { cwd: folder.path });
  assert.equal(warned.code, 0, warned.err);
  assert.equal(
    warned.err,
    "lintel lint: warning: .sqlfluff, line 3: core.indent_unit is not a setting. " +
      "Did you mean indentation.indent_unit?\n",
  );
  assert.equal(warned.out, "clean: 2 files\n");
  const strict = await lint(["a.sql", "--strict-config"], { cwd: folder.path });
  assert.equal(strict.code, 3);
  assert.match(strict.err, /^lintel lint: a\.sql: \.sqlfluff, line 3: core\.indent_unit /);
});

Deno.test("the last line says clean only of what was read", async () => {
  await using folder = await folderOf({
    "good.sql": GOOD,
    "bad.sql": BAD,
    "broken/a.sql": GOOD,
    "broken/.sqlfluff":
      "[sqlfluff]\nindentation = 3\n[sqlfluff:layout:type:comma]\nline_position = sideways\n",
    "left/a.sql": GOOD,
    ".sqlfluffignore": "left/\n",
    "old/a.sql": GOOD,
    "large/a.sql": GOOD,
    "large/.sqlfluff": "[sqlfluff]\nlarge_file_skip_byte_limit = 5\n",
    "pyproject.toml": '[tool.sqlfluff.core]\nignore_paths = ["old/*"]\n',
  });
  const last = async (...args: string[]) => {
    const { out, code } = await lint(args, { cwd: folder.path });
    return [code, out.trimEnd().split("\n").at(-1)];
  };
  assert.deepEqual(await last("good.sql"), [0, "clean: 1 file"]);
  assert.deepEqual(await last("broken"), [3, "no file was linted, 1 could not be linted"]);
  assert.deepEqual(await last("good.sql", "broken"), [
    3,
    "no findings in 1 file, 1 could not be linted",
  ]);
  assert.deepEqual(await last("good.sql", "bad.sql", "broken"), [
    3,
    "1 error, 0 warnings in 1 of 2 files, 1 could not be linted; 1 can be fixed with --fix",
  ]);
  assert.deepEqual(await last("left"), [0, "no file was linted, 1 left out by .sqlfluffignore"]);
  assert.deepEqual(await last("old"), [0, "no file was linted, 1 left out by ignore_paths"]);
  assert.deepEqual(await last("large"), [0, "no file was linted, 1 skipped"]);
  assert.deepEqual(await last("good.sql", "large"), [0, "clean: 1 file, 1 skipped"]);
});

Deno.test("control characters of names and messages reach no terminal", async () => {
  const name = "a\x1b[31m\u202eb\x9b.sql";
  const shown = "a\\x1b[31m\\u202eb\\x9b.sql";
  await using folder = await folderOf({
    [name]: `${BAD}SELECT "\x1b]0;x\x07" FROM t GROUP \x1b[2J;\n`,
    "broken/.sqlfluff": "[sqlfluff]\ndialect = \x1b[31mx\n",
    [`broken/${name}`]: GOOD,
  });
  // deno-lint-ignore no-control-regex -- none of these may reach the terminal
  const raw = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;
  const runs = [
    [name],
    [name, "--format", "github"],
    [name, "--format", "json"],
    [`broken/${name}`],
    ["--explain", name],
    [`${name}.missing`],
  ];
  for (const args of runs) {
    const { out, err } = await lint(args, { cwd: folder.path });
    assert.doesNotMatch(out + err, raw, args.join(" "));
    if (!args.includes("json")) assert.ok((out + err).includes(shown.slice(0, -4)), out + err);
    else assert.equal(JSON.parse(out)[0].filepath, name);
  }
});

Deno.test("--fix writes the file that a symbolic link names, and leaves the link", async () => {
  await using folder = await folderOf({ "real/a.sql": BAD });
  const cwd = folder.path;
  await Deno.symlink("real/a.sql", `${cwd}/link.sql`);
  const { code } = await lint(["link.sql", "--fix", "--rules", "CP01"], { cwd });
  assert.equal(code, 1);
  assert.equal(await Deno.readTextFile(`${cwd}/real/a.sql`), GOOD);
  assert.equal(await Deno.readLink(`${cwd}/link.sql`), "real/a.sql");
});

Deno.test("a reader that goes away changes neither the exit status nor what is fixed", async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.sql`, BAD]));
  await using folder = await folderOf(files);
  const cwd = folder.path;
  const { code, err } = await lint([".", "--fix", "--rules", "CP01"], { cwd, deaf: true });
  assert.deepEqual([code, err], [1, ""]);
  for (const name of Object.keys(files)) {
    assert.equal(await Deno.readTextFile(`${cwd}/${name}`), GOOD, name);
  }
});

Deno.test({
  name: "what cannot be written is exit code 3 and one line, and never looks like findings",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using folder = await folderOf({ "a.sql": GOOD });
    for (const args of ["a.sql", "--help", "a.sql --format json"]) {
      const { code, err } = await lint(args.split(" "), { cwd: folder.path, out: "/dev/full" });
      assert.equal(code, 3, args);
      assert.match(
        err,
        /^lintel lint: standard output cannot be written: No space left.*\n$/,
        args,
      );
    }
  },
});

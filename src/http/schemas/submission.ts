/** What a submission may say, however it is sent. */
import { z } from "@hono/zod-openapi";
import { isEncoding } from "../../lint/encoding_names.ts";
import { LabelsField } from "./labels.ts";
import { ENGINE_NAMES, type NestedConfig } from "../../lint/port.ts";

const Config = z.custom<NestedConfig>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: 'takes an object, as in {"core": {"max_line_length": 100}}' },
).openapi({
  type: "object",
  description:
    "SQLFluff's nested configuration. Settings that do not exist are told by a result's " +
    "`notes`, beginning with `warning:`; with `strict: true` beside the sections the native " +
    "engine refuses them as `invalid_config`.",
});

const RuleList = z.array(z.string().min(1).max(100)).max(500).openapi({
  description: "Codes, names, groups or globs of rules.",
  example: ["LT01", "capitalisation"],
});

/**
 * Text that is whole: JSON can escape half of a surrogate pair, which no encoding can write. It
 * would be stored as another text than the one that was sent.
 */
export const WholeText = z.string().refine(
  (text) => text.isWellFormed(),
  "takes whole characters, not half a surrogate pair",
);

const FileName = WholeText.min(1).max(255).refine(
  (name) => !/\p{Cc}/u.test(name),
  "takes no control characters",
);

export const BaselineName = z.string().regex(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  "takes a letter or digit and up to 99 of A-Z, a-z, 0-9, `.`, `_` and `-`",
).openapi({ example: "shop-main" });

/** Fields that go with any kind of submission. */
export const Options = z.object({
  file_name: FileName.optional(),
  dialect: z.string().min(1).max(50).optional().openapi({
    example: "ansi",
    description:
      "The engine `native` also takes `auto`: each file is linted in the first dialect " +
      "that takes the whole of it, which its result names.",
  }),
  engine: z.enum(ENGINE_NAMES).optional(),
  config: Config.optional(),
  labels: LabelsField.optional(),
  baseline: BaselineName.optional().openapi({
    description: "What is found is compared with this one: the job tells what is new.",
  }),
  rules: RuleList.optional(),
  exclude_rules: RuleList.optional(),
  encoding: z.string().max(50).refine(
    isEncoding,
    "takes the name of an encoding, as utf-8, cp1252 or shift_jis, or autodetect",
  ).optional().openapi({
    description: "By its WHATWG label or Python's name. Absent or `autodetect`: what `encoding` " +
      "in the configuration says, else by byte order mark, UTF-8, or a detector's guess, which " +
      "the result's `notes` tell.",
  }),
});

/** Configuration files as text, for requests that have no archive to bring them. */
export const ConfigFiles = z.array(
  z.object({
    path: FileName.openapi({ example: ".sqlfluff" }),
    text: WholeText.max(100_000),
  }).strict(),
).max(20).openapi({
  description: "Configuration files that apply, that of the outermost folder first.",
});

export const JsonSubmission = Options.extend({
  // Clients that send the field they do not use send it as null.
  sql_content: WholeText.min(1).nullish().openapi({ example: "select a,b from t" }),
  zip_file_path: z.string().min(1).max(4096).nullish().openapi({
    description: "An archive or SQL file inside the service's inbox folder.",
  }),
}).strict().refine(
  (body) => (typeof body.sql_content === "string") !== (typeof body.zip_file_path === "string"),
  { path: ["sql_content"], message: "give either sql_content or zip_file_path" },
).openapi("Submission");

export type SubmissionOptions = z.infer<typeof Options>;

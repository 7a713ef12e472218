/** Streams a multipart form: its one file goes on as it comes, its fields are kept. */
import { Readable } from "node:stream";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { LintelError, messageOf } from "../errors.ts";
import { type BodyLimits, readBody } from "./body.ts";

const FIELDS = 20;
const FIELD_BYTES = 256 * 1024;

export interface Form {
  file: AsyncIterable<Uint8Array>;
  /** Complete once the file was read to its end. */
  fields: () => Record<string, string>;
  /** The file's name as sent; only its last part, as browsers on some systems send whole paths. */
  fileName: () => string | undefined;
  /** Its media type as sent, in lower case; known with its first bytes. */
  fileType: () => string | undefined;
}

/** `path` is the field, or the header, that is wrong. */
function malformed(path: string, message: string): LintelError {
  return new LintelError("malformed_multipart", `${path} ${message}`, {
    fields: [{ path, message }],
  });
}

function repeated(field: string): LintelError {
  const message = "stands in the form more than once";
  return new LintelError("validation_failed", `${field} ${message}`, {
    fields: [{ path: field, message }],
  });
}

function unreadable(error: unknown): LintelError {
  return new LintelError("malformed_multipart", `The form cannot be read: ${messageOf(error)}`);
}

/** What a form is without its file: most often one whose file was sent as a text field. */
function withoutFile(hasText: boolean): LintelError {
  const message = hasText
    ? "is text without a file name; send it as a file, as `curl -F file=@query.sql` does"
    : "is missing; a form has one file, in this field";
  return malformed("file", message);
}

/** What a form says, as its parts come. */
class FormReader {
  // Without a prototype, so that a field of any name is one.
  readonly fields: Record<string, string> = Object.create(null);
  fileName: string | undefined;
  fileType: string | undefined;
  /** Its file, which rejects where there is none, or the body fails before it. */
  private readonly found = Promise.withResolvers<BusboyFileStream>();
  /** The end of the whole form. */
  private readonly done = Promise.withResolvers<void>();
  /** What is wrong with it, and told once all of it has arrived. */
  private fault: LintelError | null = null;
  private hasFile = false;

  /** The bytes of the file. Throws what is wrong with the form, and what `readBody` throws. */
  async *file(
    stream: ReadableStream<Uint8Array> | null,
    contentType: string,
    limits: BodyLimits,
  ): AsyncGenerator<Uint8Array> {
    const form = openParser(contentType);
    this.listen(form);
    const source = Readable.from(readBody(stream, limits));
    source.on("error", (error) => {
      this.fail(error);
      form.destroy();
    });
    source.pipe(form);
    try {
      const part = await this.found.promise;
      // A body that breaks off ends the parser without ending the file.
      this.done.promise.catch((error) => part.destroy(error));
      try {
        for await (const chunk of part) yield chunk as Uint8Array;
      } catch (error) {
        // The part itself fails too, sooner or later than the parser, in words of its own.
        throw error instanceof LintelError ? error : unreadable(error);
      }
      await this.done.promise;
    } finally {
      // A parser that nobody reads would hold back the rest of the body, which is to be let go.
      source.destroy();
    }
    if (this.fault !== null) throw this.fault;
  }

  private listen(form: InstanceType<typeof Busboy>): void {
    form.on("file", (
      name: string | undefined,
      part: BusboyFileStream,
      sent?: string,
      _encoding?: string,
      type?: string,
    ) => this.takeFile(name, part, sent, type));
    form.on(
      "field",
      (name: string | undefined, value: string, _name: boolean, truncated: boolean) =>
        this.takeField(name, value, truncated),
    );
    form.on(
      "fieldsLimit",
      () => this.fault ??= malformed("(body)", `takes at most ${FIELDS} fields`),
    );
    form.on("finish", () => {
      this.found.reject(this.fault ?? withoutFile(Object.hasOwn(this.fields, "file")));
      this.done.resolve();
    });
    form.on("error", (error: unknown) => this.fail(unreadable(error)));
    // Whoever waits for the file alone hears of it by the file.
    this.done.promise.catch(() => {});
  }

  private fail(error: unknown): void {
    this.found.reject(error);
    this.done.reject(error);
  }

  private takeFile(
    name = "(body)",
    part: BusboyFileStream,
    sent?: string,
    type?: string,
  ): void {
    if (name !== "file" || this.hasFile) {
      this.fault ??= malformed(name, "has a file too many; a form has one, in its field `file`");
      part.resume();
      return;
    }
    this.hasFile = true;
    this.fileName = sent === undefined || sent === "" ? undefined : sent.split(/[\\/]/).at(-1);
    this.fileType = type?.toLowerCase();
    this.found.resolve(part);
  }

  private takeField(name: string | undefined, value: string, truncated: boolean): void {
    if (name === undefined || name === "") {
      this.fault ??= malformed("(body)", "has a part without a name");
      return;
    }
    if (truncated) this.fault ??= malformed(name, `takes at most ${FIELD_BYTES} bytes`);
    // Whichever of the two counted, somebody meant the other one.
    if (Object.hasOwn(this.fields, name)) this.fault ??= repeated(name);
    this.fields[name] = value;
  }
}

/** Opens a form. Its file yields `malformed_multipart` where there is none or the form is broken. */
export function readForm(
  stream: ReadableStream<Uint8Array> | null,
  contentType: string,
  limits: BodyLimits,
): Form {
  const reader = new FormReader();
  return {
    file: reader.file(stream, contentType, limits),
    fields: () => reader.fields,
    fileName: () => reader.fileName,
    fileType: () => reader.fileType,
  };
}

/** The length of a boundary is bounded by RFC 2046, 5.1.1. */
const BOUNDARY_LENGTH = 70;

function checkBoundary(contentType: string): void {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(contentType) ?? [];
  const { length } = quoted ?? bare ?? "";
  if (length > 0 && length <= BOUNDARY_LENGTH) return;
  const message = `takes a boundary of 1 to ${BOUNDARY_LENGTH} characters, not ${length}`;
  throw malformed("Content-Type", message);
}

function openParser(contentType: string): InstanceType<typeof Busboy> {
  checkBoundary(contentType);
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { fields: FIELDS, fieldSize: FIELD_BYTES, files: 2, headerPairs: 50 },
    });
  } catch (error) {
    throw unreadable(error);
  }
}

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

function malformed(message: string): LintelError {
  return new LintelError("malformed_multipart", message);
}

function repeated(field: string): LintelError {
  const message = "stands in the form more than once";
  return new LintelError("validation_failed", `${field} ${message}`, {
    fields: [{ path: field, message }],
  });
}

function unreadable(error: unknown): LintelError {
  return malformed(`The form cannot be read: ${messageOf(error)}`);
}

/** Opens a form. Its file yields `malformed_multipart` where there is none or the form is broken. */
export function readForm(
  stream: ReadableStream<Uint8Array> | null,
  contentType: string,
  limits: BodyLimits,
): Form {
  // Without a prototype, so that a field of any name is one.
  const fields: Record<string, string> = Object.create(null);
  let fileName: string | undefined;
  let fileType: string | undefined;
  const file = async function* (): AsyncGenerator<Uint8Array> {
    const form = openParser(contentType);
    const found = Promise.withResolvers<BusboyFileStream>();
    const done = Promise.withResolvers<void>();
    let fault: LintelError | null = null;
    let seen = 0;
    form.on("file", (
      name: string,
      part: BusboyFileStream,
      sent?: string,
      _encoding?: string,
      type?: string,
    ) => {
      if (name !== "file" || seen++ > 0) {
        fault ??= malformed("A form has one file, in its field `file`.");
        part.resume();
        return;
      }
      fileName = sent === undefined || sent === "" ? undefined : sent.split(/[\\/]/).at(-1);
      fileType = type?.toLowerCase();
      found.resolve(part);
    });
    form.on("field", (name: string, value: string, _name: boolean, truncated: boolean) => {
      if (truncated) fault ??= malformed(`The field ${name} is longer than ${FIELD_BYTES} bytes.`);
      // Whichever of the two counted, somebody meant the other one.
      if (Object.hasOwn(fields, name)) fault ??= repeated(name);
      fields[name] = value;
    });
    form.on("fieldsLimit", () => fault ??= malformed(`A form may have ${FIELDS} fields.`));
    form.on("finish", () => {
      found.reject(malformed("The form has no file in its field `file`."));
      done.resolve();
    });
    form.on("error", (error: unknown) => {
      const known = unreadable(error);
      found.reject(known);
      done.reject(known);
    });
    const source = Readable.from(readBody(stream, limits));
    source.on("error", (error) => {
      found.reject(error);
      done.reject(error);
      form.destroy();
    });
    done.promise.catch(() => {});
    source.pipe(form);
    try {
      const part = await found.promise;
      // A body that breaks off ends the parser without ending the file.
      done.promise.catch((error) => part.destroy(error));
      try {
        for await (const chunk of part) yield chunk as Uint8Array;
      } catch (error) {
        // The part itself fails too, sooner or later than the parser, in words of its own.
        throw error instanceof LintelError ? error : unreadable(error);
      }
      await done.promise;
    } finally {
      // A parser that nobody reads would hold back the rest of the body, which is to be let go.
      source.destroy();
    }
    if (fault !== null) throw fault;
  };
  return { file: file(), fields: () => fields, fileName: () => fileName, fileType: () => fileType };
}

function openParser(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits: { fields: FIELDS, fieldSize: FIELD_BYTES, files: 2, headerPairs: 50 },
    });
  } catch (error) {
    throw unreadable(error);
  }
}

/** Reads ZIP files: the directory first, then one entry after the other. */
import type { RandomAccess } from "../files/port.ts";
import { Input } from "./input.ts";
import { Intake } from "./intake.ts";
import type { ArchiveLimits, ArchiveSink, Reading } from "./port.ts";
import { claimFault, inflate } from "./zip_data.ts";
import { readDirectory, type ZipRecord } from "./zip_directory.ts";

async function readEntry(input: Input, intake: Intake, record: ZipRecord): Promise<void> {
  const admitted = await intake.admit(record.name, record.fault, record.shown);
  if (admitted === null) return;
  const claim = claimFault(record, intake);
  if (claim !== null) return intake.skip(admitted, claim);
  const data = await input.read(record.dataOffset, record.compressedSize);
  const result = await inflate(data, record, intake);
  if ("fault" in result) {
    // What was inflated in vain counts as well, else a thousand liars would cost nothing.
    intake.countBytes(record.uncompressedSize);
    return intake.skip(admitted, result.fault);
  }
  intake.countBytes(result.bytes.length);
  await intake.deliver(admitted, result.bytes);
}

/** `ArchiveReader.expand` for ZIP files. */
export async function expandZip(
  file: RandomAccess,
  limits: ArchiveLimits,
  sink: ArchiveSink,
  signal?: AbortSignal,
): Promise<Reading> {
  const input = new Input(file);
  const intake = new Intake(limits, sink, signal);
  intake.throwIfAborted();
  const { records, reading } = await readDirectory(input, intake);
  for (const record of records) {
    await intake.breathe();
    await readEntry(input, intake, record);
  }
  return reading;
}

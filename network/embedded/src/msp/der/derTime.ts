import type { DerElement } from './DerElement.js';
import { derTags } from './derTags.js';

const form = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Reads a UTCTime or GeneralizedTime in the forms that RFC 5280 §4.1.2.5 permits. @throws RangeError for others */
export function derTime(element: DerElement): Date {
  const match = form.exec(fourDigitYear(element));
  if (match === null) throw new RangeError('malformed time');
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second));
}

function fourDigitYear(element: DerElement): string {
  const text = Buffer.from(element.contents).toString('latin1');
  if (element.tag === derTags.generalizedTime) return text;
  element.expect(derTags.utcTime);
  return `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`;
}

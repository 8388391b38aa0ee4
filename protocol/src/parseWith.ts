import type { z } from 'zod';
import { InputError } from './errors.js';

/**
 * Checks a value against a schema, once per boundary.
 *
 * @throws InputError INPUT_INVALID; its text names the paths and rules broken and never repeats a value.
 */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(result.error.issues.slice(0, 5).map(describeIssue).join('; '));
}

/**
 * Reads JSON text and checks it against a schema.
 *
 * @throws InputError INPUT_INVALID as {@link parseWith}, also when the text is not JSON.
 */
export function parseJsonWith<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be private.
    throw new InputError('not JSON');
  }
  return parseWith(schema, value);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.length === 0 ? 'the input' : issue.path.map(String).join('.');
  return `${path} ${rule(issue)}`;
}

function rule(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'unrecognized_keys':
      return `has ${String(issue.keys.length)} unknown member(s)`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'invalid_format':
      return formatRule(issue);
    case 'custom':
      return issue.message;
    default:
      return 'has a value that is not allowed';
  }
}

/** A schema's own words where it has any; zod's begin with "Invalid" and say less than the pattern. */
function formatRule({ message, format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  if (!message.startsWith('Invalid')) return message;
  return `must have the format ${format}${pattern === undefined ? '' : ` ${pattern}`}`;
}

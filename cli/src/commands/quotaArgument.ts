import { quotaResourceSchema, type QuotaResource } from '@acequia/protocol';
import { Argument, InvalidArgumentError } from 'commander';

/** The argument that says of what quota is traded. */
export function quotaArgument(): Argument {
  return new Argument(
    '<resource>',
    'energy, water, power, or power in hours of the day such as power.18-22',
  ).argParser(parse);
}

function parse(text: string): QuotaResource {
  const { success, data } = quotaResourceSchema.safeParse(text);
  if (success) return data;
  throw new InvalidArgumentError('Must be energy, water, power, or hours of power such as power.18-22.');
}

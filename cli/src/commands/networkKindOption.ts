import { InvalidArgumentError, Option } from 'commander';

const kinds = ['embedded', 'fabric'];

/** An option that names the kind of a network; `NETWORK` stands in for it, and says nothing when it is empty. */
export function networkKindOption(flags: string, description: string): Option {
  return new Option(flags, description).env('NETWORK').argParser((text) => {
    if (text === '') return undefined;
    if (!kinds.includes(text)) throw new InvalidArgumentError(`Known kinds are ${kinds.join(' and ')}.`);
    return text;
  });
}

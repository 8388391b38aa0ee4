import { NetworkError } from '@acequia/network';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CliError } from './CliError.js';
import { codeOfError } from './codeOfError.js';

describe('codeOfError', () => {
  it('finds the code and the whole text, whichever package made the error', () => {
    expect(codeOfError(new CliError('RUN_MISSING', 'first\nsecond'))).to.deep.equal({
      code: 'RUN_MISSING',
      text: 'first\nsecond',
    });
    expect(codeOfError(new NetworkError('NO_NETWORK', 'none'))).to.deep.equal({
      code: 'NO_NETWORK',
      text: 'none',
    });
  });

  it('finds none in what was not made to be read', () => {
    expect(codeOfError(new TypeError('x is not a function'))).to.equal(undefined);
    expect(codeOfError('RUN_MISSING: text')).to.equal(undefined);
  });
});

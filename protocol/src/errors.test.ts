import { expect } from 'chai';
import { CodedError, InputError, parseErrorCode } from './errors.js';

describe('CodedError', () => {
  it('puts its code before its text', () => {
    const cause = new Error('below');
    const error = new CodedError('HOME_DENIED', 'not your home', { cause });
    expect(error).to.include({
      message: 'HOME_DENIED: not your home',
      code: 'HOME_DENIED',
      text: 'not your home',
      cause,
    });
    expect(new InputError('x')).to.include({ code: 'INPUT_INVALID', name: 'InputError' });
  });
});

describe('parseErrorCode', () => {
  const found = { code: 'SEQUENCE_GAP', text: 'window 4 is due' };

  it('finds the code wherever others have put words around it', () => {
    for (const message of [
      'SEQUENCE_GAP: window 4 is due',
      'Error: SEQUENCE_GAP: window 4 is due',
      'chaincode response 500, SEQUENCE_GAP: window 4 is due',
      '10 ABORTED: failed to endorse: (SEQUENCE_GAP: window 4 is due',
      'first line\nSEQUENCE_GAP: window 4 is due\n    at somewhere',
      '"SEQUENCE_GAP: window 4 is due',
    ]) {
      expect(parseErrorCode(message), message).to.deep.equal(found);
    }
  });

  it('takes the first of several', () => {
    expect(parseErrorCode('A_B: one, C_D: two')).to.deep.equal({ code: 'A_B', text: 'one, C_D: two' });
  });

  it('finds nothing where there is no code', () => {
    for (const message of [
      '',
      'Error: x',
      'ABORTED: x',
      'lower_case: x',
      'xSEQUENCE_GAP: x',
      'SEQUENCE_GAP',
      'A__B: x',
    ]) {
      expect(parseErrorCode(message), message).to.equal(undefined);
    }
  });
});

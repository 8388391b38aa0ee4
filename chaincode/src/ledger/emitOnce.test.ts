import { expect } from 'chai';
import { CodedError } from '@acequia/protocol';
import { emitOnce } from './emitOnce.js';

describe('emitOnce', () => {
  it('sets one event of a transaction, in canonical JSON', () => {
    const events: [string, string][] = [];
    const emit = emitOnce({
      setEvent: (name, payload) => events.push([name, Buffer.from(payload).toString('utf8')]),
    });
    emit('EpochsPublished', { to: 2, homeId: 'SH1', from: 1 });
    expect(() => {
      emit('EpochsPublished', {});
    })
      .to.throw(CodedError)
      .with.property('code', 'EVENT_TWICE');
    expect(events).to.deep.equal([['EpochsPublished', '{"from":1,"homeId":"SH1","to":2}']]);
  });
});

import { expect } from 'chai';
import { TestChannel } from '../../test/gateway/TestChannel.js';
import { AccessControl } from '../endorser/AccessControl.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import { AclError } from './AclError.js';
import { checkAcl } from './checkAcl.js';

describe('checkAcl, and AccessControl for identities that are proved', () => {
  const channel = new TestChannel(['Org1MSP'], [], {
    acls: { 'event/Block': 'Admins', 'gateway/CommitStatus': '/Channel/Application/None' },
  });
  const client = channel.identity('Org1MSP', 'client');
  const admin = channel.identity('Org1MSP', 'admin');
  const refusals = (resource: string, name: string, signer: SigningIdentity): readonly string[] => {
    const data = Buffer.from('data');
    const { serialized } = signer;
    const signed = { data, identity: serialized, signature: signer.sign(data) };
    const identity = channel.bundle.membership.deserialize(serialized);
    const access = new AccessControl('Org1MSP', channel.bundle);
    return [
      refusalOf(() => {
        checkAcl(channel.bundle, resource, name, signed);
      }),
      refusalOf(() => {
        access.check(resource, name, identity);
      }),
    ];
  };
  const both = (text: string): readonly string[] => [text, text];

  it('ask the policy that the channel names for a resource, or Fabric’s default', () => {
    expect(refusals('event/Block', 'mychannel', admin)).to.deep.equal(both(''));
    expect(refusals('event/FilteredBlock', 'mychannel', client)).to.deep.equal(both(''));
  });

  it('say alike which policy refused, and whether it is the channel’s own or Fabric’s default', () => {
    const orderer = channel.identity('Org1MSP', 'orderer');
    const none = (name: string): string =>
      `implicit policy evaluation failed - 0 sub-policies were satisfied, but this policy requires 1 of the '${name}' sub-policies to be satisfied`;
    expect(refusals('event/Block', 'mychannel', client)).to.deep.equal(
      both(
        `failed evaluating policy on signed data during check policy [/Channel/Application/Admins]: [${none('Admins')}]`,
      ),
    );
    expect(refusals('peer/Propose', 'mychannel', orderer)).to.deep.equal(
      both(
        'Failed evaluating policy on signed data during check policy on channel [mychannel] with policy ' +
          `[/Channel/Application/Writers]: [${none('Writers')}]`,
      ),
    );
  });

  it('refuse for a policy, a resource and a channel that are not there', () => {
    expect(refusals('gateway/CommitStatus', 'mychannel', admin)).to.deep.equal(
      both(
        'failed evaluating policy on signed data during check policy [/Channel/Application/None]: [policy /Channel/Application/None not found]',
      ),
    );
    expect(refusals('event/Nothing', 'mychannel', admin)).to.deep.equal(
      both('Unmapped policy for event/Nothing'),
    );
    expect(refusals('event/Block', 'other', admin)).to.deep.equal(
      both('Failed to get policy manager for channel [other]'),
    );
    expect(refusals('event/Block', '', admin)).to.deep.equal([
      'Invalid channel ID name during check policy on signed data. Name must be different from nil.',
      'Failed getting local MSP principal during channelless check policy with policy [/Channel/Application/Admins]: ' +
        '[MSP Principal role [/Channel/Application/Admins] not recognized]',
    ]);
  });
});

/** The text, empty when it does not refuse. */
function refusalOf(check: () => void): string {
  try {
    check();
    return '';
  } catch (error) {
    if (error instanceof AclError) return error.message;
    throw error;
  }
}

import { expect } from 'chai';
import { msp, type common } from '@hyperledger/fabric-protos';
import { PolicyError } from './PolicyError.js';
import { parsePolicyExpression } from './parsePolicyExpression.js';

/** An index of a principal, or a threshold followed by its rules. */
type Rule = number | readonly Rule[];

const roleNames = ['member', 'admin', 'client', 'peer', 'orderer'];

function ruleOf(rule: common.SignaturePolicy | undefined): Rule {
  const gate = rule?.getNOutOf();
  return gate === undefined ? (rule?.getSignedBy() ?? -1) : [gate.getN(), ...gate.getRulesList().map(ruleOf)];
}

function read(text: string): { readonly rule: Rule; readonly principals: string[] } {
  const envelope = parsePolicyExpression(text);
  expect(envelope.getVersion()).to.equal(0);
  const principals = envelope.getIdentitiesList().map((principal) => {
    expect(principal.getPrincipalClassification()).to.equal(msp.MSPPrincipal.Classification.ROLE);
    const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
    return `${role.getMspIdentifier()}.${roleNames[role.getRole()] ?? '?'}`;
  });
  return { rule: ruleOf(envelope.getRule()), principals };
}

describe('parsePolicyExpression', () => {
  const vectors: readonly (readonly [string, Rule, readonly string[]])[] = [
    ["OutOf(1, 'A.member', 'B.member')", [1, 0, 1], ['A.member', 'B.member']],
    ["OutOf(2, 'A.member', 'B.member')", [2, 0, 1], ['A.member', 'B.member']],
    ["OutOf('1', 'A.member', 'B.member')", [1, 0, 1], ['A.member', 'B.member']],
    ["AND('A.client', 'B.peer')", [2, 0, 1], ['A.client', 'B.peer']],
    ['or("A.member", "B.orderer")', [1, 0, 1], ['A.member', 'B.orderer']],
    ["OR('A.member', AND('B.member', 'C.member'))", [1, 2, [2, 0, 1]], ['B.member', 'C.member', 'A.member']],
    [
      "OR(AND('A.member', 'B.member'), OR('C.admin', 'D.member'))",
      [1, [2, 0, 1], [1, 2, 3]],
      ['A.member', 'B.member', 'C.admin', 'D.member'],
    ],
    [
      "AND('CommunityMSP.peer', OR('SH1MSP.peer', 'SH2MSP.peer'))",
      [2, 2, [1, 0, 1]],
      ['SH1MSP.peer', 'SH2MSP.peer', 'CommunityMSP.peer'],
    ],
    [
      "OR('MSP.member', 'MSP.WITH.DOTS.member', 'MSP-WITH-DASHES.member')",
      [1, 0, 1, 2],
      ['MSP.member', 'MSP.WITH.DOTS.member', 'MSP-WITH-DASHES.member'],
    ],
    ["And('A.peer', 'A.peer')", [2, 0, 1], ['A.peer', 'A.peer']],
    ["AND('A.peer')", [1, 0], ['A.peer']],
    ["(OR((('A.peer')), 'B.peer'))", [1, 0, 1], ['A.peer', 'B.peer']],
    ["OutOf(0, 'A.member', 'B.member')", [0, 0, 1], ['A.member', 'B.member']],
    ["OutOf(3, 'A.member', 'B.member')", [3, 0, 1], ['A.member', 'B.member']],
    ["\n\tOutOf( 1.9 ,'A.admin' )", [1, 0], ['A.admin']],
  ];
  for (const [text, rule, principals] of vectors) {
    it(`reads ${text}`, () => {
      expect(read(text)).to.deep.equal({ rule, principals });
    });
  }

  const failures: readonly (readonly [string, string])[] = [
    ['', 'Unexpected end of expression'],
    ["''", 'Unexpected end of expression'],
    ['1', "invalid policy string '1'"],
    ["'1'", "invalid policy string ''1''"],
    ["OR('A.member', Bmember)", "unrecognized token 'Bmember' in policy string"],
    ["OR('A.member', 'Bmember')", "unrecognized token 'Bmember' in policy string"],
    ["OR('A.member', '\\'Bmember\\'')", "unrecognized token 'Bmember' in policy string"],
    ["'A.member'", "Unable to access unexported field 'member' in token 'A.member'"],
    ["OR('A.owner')", "Unable to access unexported field 'owner' in token 'A.owner'"],
    ["OR('A.Member')", "unrecognized token 'A' in policy string"],
    ["OR('A_1.peer')", "Unable to access unexported field 'peer' in token 'A_1.peer'"],
    ["OR('A.')", "Hanging accessor on token 'A.'"],
    ['OutOf(1)', 'expected at least two arguments to NOutOf. Given 1'],
    ['AND()', 'expected at least two arguments to NOutOf. Given 1'],
    ['OutOf()', 'expected at least two arguments to NOutOf. Given 0'],
    ["OutOf(true, 'A.member')", 'unexpected type bool'],
    ['OutOf(1, 2)', 'unexpected type float64'],
    ["OutOf(1, 'true')", 'unexpected type bool'],
    ["OutOf(1, '1')", 'unrecognized type, expected a principal or a policy, got float64'],
    [
      "OutOf(OR('A.member'), 'A.member')",
      'unrecognized type, expected a number, got *common.SignaturePolicy',
    ],
    ["OutOf(-1, 'A.member', 'B.member')", 'invalid t-out-of-n predicate, t -1, n 2'],
    ["OutOf(4, 'A.member', 'B.member')", 'invalid t-out-of-n predicate, t 4, n 2'],
    ["NOT('A.member')", 'Undefined function NOT'],
    ["oR('A.member')", 'Undefined function oR'],
    ["OR('A.member'", 'Unbalanced parenthesis'],
    ["OR('A.member", 'Unclosed string literal'],
    ["OR('A.member' 'B.member')", "Invalid token: 'B.member'"],
    ["OR('A.member',)", "Invalid token: ')'"],
    ["OR('A.member') OR('B.member')", "Invalid token: 'OR'"],
    ["'A.member' && 'B.member'", "Invalid token: '&'"],
    [')(', "Invalid token: ')'"],
  ];
  for (const [text, message] of failures) {
    it(`refuses ${text === '' ? 'nothing' : text}`, () => {
      expect(() => parsePolicyExpression(text))
        .to.throw(PolicyError)
        .with.property('message', message);
    });
  }
});

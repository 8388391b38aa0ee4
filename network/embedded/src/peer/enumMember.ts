/** A number of an untrusted message as one of an enumeration's members; another one when it is none. */
export function enumMember<Member extends number>(
  members: readonly Member[],
  number: number,
  otherwise: Member,
): Member {
  return members.find((member) => member === number) ?? otherwise;
}

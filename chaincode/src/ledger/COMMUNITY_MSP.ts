/** The organisation of the community's peers and operators, and of nobody else (DESIGN §4). */
export const COMMUNITY_MSP = 'CommunityMSP';

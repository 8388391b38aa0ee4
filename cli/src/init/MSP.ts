/** The organisations of a community's network (DESIGN §4). */
export const MSP = {
  community: 'CommunityMSP',
  public: 'PublicMSP',
  home: (homeId: string): string => `${homeId}MSP`,
} as const;

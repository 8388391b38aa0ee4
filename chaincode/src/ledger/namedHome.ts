/** The home rule of requests that name their home. */
export const namedHome = (request: { readonly homeId: string }): string => request.homeId;

/** For whom the API answers. Until people can sign in this is the gateway's own party. */
export interface Viewer {
  readonly role: 'community' | 'home';
  /** Of a home: its id. */
  readonly homeId?: string;
}

/** How the demo is played. */
export interface DemoSettings {
  readonly networkDir: string;
  readonly runDir: string;
  /** Where the result goes, as JSON. */
  readonly reportFile: string;
  /** Folder with measured data; need not exist. */
  readonly dataDir: string;
  /** Ends after printing, instead of serving the API until interrupted. */
  readonly once: boolean;
  /** What to play on; by default what `NETWORK` says, else `embedded`. */
  readonly kind?: 'fabric' | 'embedded';
  /** Instead of the usual: how many times as fast as the wall clock the month passes. */
  readonly speed?: number;
}

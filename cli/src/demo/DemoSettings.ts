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
  /** Instead of the example's: how many times as fast as the wall clock the month passes. */
  readonly speed?: number;
}

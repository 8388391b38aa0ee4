import { CitylearnReader } from './CitylearnReader.js';
import { DaiadReader } from './DaiadReader.js';
import type { ReaderConfig } from './driverConfig.js';
import { ModelReader } from './ModelReader.js';
import type { SampleReader } from './SampleReader.js';

/** The reader that a configuration describes. */
export function createReader(config: ReaderConfig): SampleReader {
  switch (config.format) {
    case 'citylearn':
      return new CitylearnReader(
        config.file,
        Date.parse(`${config.firstHour}:00Z`) / 1000 - config.offsetMinutes * 60,
      );
    case 'daiad':
      return new DaiadReader(config.file, config.meter, config.zone);
    case 'model':
      return new ModelReader(config);
  }
}

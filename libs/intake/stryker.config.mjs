import preset from '../../stryker.preset.mjs';

// They load the contracts and the test libraries, or read 4 MiB, which takes longer than all other specs together.
export default preset('libs/intake', { slowSpecs: ['every-record\\.spec\\.ts', 'large-frame\\.spec\\.ts'] });

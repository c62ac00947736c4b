import preset from '../../stryker.preset.mjs';

// It loads the contracts and the test libraries, which takes longer than all other specs together.
export default preset('libs/intake', { slowSpecs: ['every-record\\.spec\\.ts'] });

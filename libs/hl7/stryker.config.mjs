import preset from '../../stryker.preset.mjs';

// Its megabytes reach every line and would be parsed for every mutant.
export default preset('libs/hl7', { slowSpecs: ['large-message\\.spec\\.ts$'] });

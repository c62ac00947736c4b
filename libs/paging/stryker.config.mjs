import preset from '../../stryker.preset.mjs';

export default preset('libs/paging');

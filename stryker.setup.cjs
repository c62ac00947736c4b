const { configureGlobal } = require('fast-check');

// One counterexample kills a mutant. Searching for the smallest would take longer than all other specs.
configureGlobal({ endOnFailure: true });

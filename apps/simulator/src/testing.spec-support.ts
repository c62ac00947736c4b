// The service may not import the testing room; its specs may, and this file is where they do.
export { sharedDataFolder, waitFor } from '@renwatch/testing';

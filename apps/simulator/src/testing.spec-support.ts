// The service may not import the testing room; its specs may, and this file is where they do.
export { DetachedProcess, freePort, sharedDataFolder, waitFor } from '@renwatch/testing';

/** How the images of this checkout come to the nodes. */
export interface Images {
  bring(): Promise<void>;
}

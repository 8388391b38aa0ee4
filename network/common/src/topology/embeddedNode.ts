/** Name of the embedded network's one process. */
export const embeddedNode = 'embedded';

/** What makes a file unusable, and where: nothing of it is written. */
export class FileFault extends Error {
  override readonly name = 'FileFault';

  constructor(
    readonly where: string,
    readonly says: string,
  ) {
    super(`${where}: ${says}`);
  }
}

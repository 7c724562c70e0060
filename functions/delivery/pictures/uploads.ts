/** A picture that a platform has: under which id, and what is said with it. */
export type Uploaded = { fileId: string; caption: string };

/** Which pictures have been uploaded, so that each is drawn once, whoever it is for. Every method may be repeated. */
export interface Uploads {
  find(key: string): Promise<Uploaded | undefined>;
  /** Ours to draw until then, unless somebody else has begun or it is there already. */
  claim(key: string, until: Date, now: Date): Promise<boolean>;
  /** The first file stays. */
  keep(key: string, uploaded: Uploaded, now: Date): Promise<void>;
  /** Nothing was uploaded after all, or this file is no more: whoever comes next may draw it. */
  release(key: string, fileId?: string): Promise<void>;
}

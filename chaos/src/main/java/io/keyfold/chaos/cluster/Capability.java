package io.keyfold.chaos.cluster;

/** What can be done to the parts of a cluster; not every cluster can everything. */
public enum Capability {
  /** End a part at once, and start it again. */
  KILL,
  /** Stop a part in time, and let it go on. */
  PAUSE,
  /** Let a part end in order. */
  STOP,
  /** Keep two parts from hearing each other. */
  CUT,
  /** Make a part slow. */
  SLOW,
  /** Leave a part no room on its disk. */
  FILL,
  /** Show a part another time. */
  CLOCK,
  /** Damage or delete what a part keeps. */
  DATA,
  /** Run another release of a part. */
  RELEASE,
  /** Its spools are so small that an outage of seconds fills them. */
  SMALL_SPOOL,
}

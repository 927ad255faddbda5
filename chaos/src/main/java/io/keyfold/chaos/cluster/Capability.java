package io.keyfold.chaos.cluster;

/** The fault operations that a cluster may support. */
public enum Capability {
  /** Kill a component and start it again. */
  KILL,
  /** Suspend a component and resume it. */
  PAUSE,
  /** Shut a component down gracefully. */
  STOP,
  /** Cut the network between two components. */
  CUT,
  /** Throttle a component's CPU. */
  SLOW,
  /** Fill a component's disk. */
  FILL,
  /** Shift a component's clock. */
  CLOCK,
  /** Corrupt or delete a component's local stores. */
  DATA,
  /** Run another release of a component. */
  RELEASE,
  /** Usage spools are small enough for an outage of seconds to fill them. */
  SMALL_SPOOL,
}

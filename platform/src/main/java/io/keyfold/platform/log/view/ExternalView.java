package io.keyfold.platform.log.view;

/**
 * A view that is folded into a store of its own instead of a global store of Kafka Streams. {@link ViewStreams} includes
 * it in readiness, lag, strong reads, progress and digests. Thread-safe.
 */
public interface ExternalView {
  /** {@return its name, unique within the service} */
  String name();

  /** {@return what it has folded} */
  FoldedTopic topic();

  /** {@return whether it has caught up with the end offset that the log had when it was opened} */
  boolean ready();

  /** {@return how far it has caught up since it was opened} */
  ViewProgress progress();

  /** {@return the digest of its content; reads the whole store} */
  ViewDigest digest();
}

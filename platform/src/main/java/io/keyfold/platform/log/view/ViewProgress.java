package io.keyfold.platform.log.view;

/**
 * How far a view has come that is brought up to what was the log's end.
 *
 * @param folded offsets that are behind it
 * @param total offsets that there were to fold
 */
public record ViewProgress(long folded, long total) {
  ViewProgress plus(ViewProgress other) {
    return new ViewProgress(folded + other.folded, total + other.total);
  }
}

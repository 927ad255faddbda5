package io.keyfold.platform.log.view;

/**
 * Progress of a view's catch-up.
 *
 * @param folded number of offsets already folded
 * @param total number of offsets to fold
 */
public record ViewProgress(long folded, long total) {
  ViewProgress plus(ViewProgress other) {
    return new ViewProgress(folded + other.folded, total + other.total);
  }
}

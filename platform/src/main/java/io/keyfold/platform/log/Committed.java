package io.keyfold.platform.log;

/**
 * The outcome of a command that was accepted: it is on the replicated log and in this instance's view.
 *
 * @param objectId the object that the command was about; for a repeated idempotency key the first command's
 * @param repeated whether an equal request under the same key had the effect before
 */
public record Committed(String objectId, boolean repeated) {}

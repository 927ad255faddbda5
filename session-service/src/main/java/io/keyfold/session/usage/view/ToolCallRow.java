package io.keyfold.session.usage.view;

import io.keyfold.platform.toolcall.RecordedCall;

/**
 * A tool call in the view.
 *
 * @param call the recorded call
 * @param ended whether its completion is recorded
 */
public record ToolCallRow(RecordedCall call, boolean ended) {}

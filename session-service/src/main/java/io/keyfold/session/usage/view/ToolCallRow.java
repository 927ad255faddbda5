package io.keyfold.session.usage.view;

import io.keyfold.session.usage.ToolCallLog;

/**
 * A tool call in the view.
 *
 * @param call the recorded call
 * @param ended whether its completion is recorded
 */
public record ToolCallRow(ToolCallLog.RecordedCall call, boolean ended) {}

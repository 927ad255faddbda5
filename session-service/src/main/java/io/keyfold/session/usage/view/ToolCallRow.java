package io.keyfold.session.usage.view;

import io.keyfold.session.usage.ToolCallLog;

/**
 * A tool call.
 *
 * @param call what is known of it
 * @param ended whether its end is known
 */
public record ToolCallRow(ToolCallLog.RecordedCall call, boolean ended) {}

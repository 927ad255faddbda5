/** What an instance does for tasks that another one left behind without a word. */
@NullMarked
package io.keyfold.platform.log.orphanedtx;

import org.jspecify.annotations.NullMarked;

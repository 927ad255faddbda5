/** What every start needs first: the data folder, the log file. */
@NullMarked
package io.keyfold.standalone.boot;

import org.jspecify.annotations.NullMarked;

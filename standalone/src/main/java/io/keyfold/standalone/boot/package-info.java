/** What every start needs first: the data folder, free ports, the log file. */
@NullMarked
package io.keyfold.standalone.boot;

import org.jspecify.annotations.NullMarked;

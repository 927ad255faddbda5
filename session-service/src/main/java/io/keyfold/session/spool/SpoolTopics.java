package io.keyfold.session.spool;

/**
 * Where the spool sends to.
 *
 * @param records the topic of the records of use
 * @param watermarks the topic on which spools tell how far they are
 */
record SpoolTopics(String records, String watermarks) {}

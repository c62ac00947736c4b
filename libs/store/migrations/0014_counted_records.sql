-- Some of the records that were counted, newest first: {offset, recordId, leaderEpoch}. If Kafka has another record at
-- such an offset, it lost records after they were counted, and the ones in their place must be read.
ALTER TABLE progress ADD COLUMN trail jsonb NOT NULL DEFAULT '[]';

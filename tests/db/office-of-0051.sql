BEGIN TRANSACTION;
CREATE TABLE agencies (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	aliases JSON NOT NULL, 
	kind TEXT NOT NULL, 
	parent_id INTEGER, 
	successor_id INTEGER, 
	succeeded_on DATE, 
	CONSTRAINT pk_agencies PRIMARY KEY (id), 
	CONSTRAINT fk_agencies_parent_id FOREIGN KEY(parent_id) REFERENCES agencies (id), 
	CONSTRAINT fk_agencies_successor_id FOREIGN KEY(successor_id) REFERENCES agencies (id), 
	CONSTRAINT uq_agencies_code UNIQUE (code)
);
INSERT INTO "agencies" VALUES(1,'UBND','UBND tỉnh Bắc Giang','ubnd tinh bac giang','["UBND t\u1ec9nh", "\u1ee6y ban nh\u00e2n d\u00e2n t\u1ec9nh B\u1eafc Giang"]','tỉnh',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(2,'VPUBND','Văn phòng UBND tỉnh','van phong ubnd tinh','["VP UBND t\u1ec9nh", "V\u0103n ph\u00f2ng \u1ee6y ban nh\u00e2n d\u00e2n t\u1ec9nh"]','văn phòng',1,NULL,NULL);
INSERT INTO "agencies" VALUES(3,'BDT','Ban Dân tộc','ban dan toc','["Ban D\u00e2n t\u1ed9c t\u1ec9nh", "Ban DT"]','ban',1,NULL,NULL);
INSERT INTO "agencies" VALUES(4,'SKHDT','Sở Kế hoạch và Đầu tư','so ke hoach va dau tu','["S\u1edf KH&\u0110T", "S\u1edf KH\u0110T", "K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(5,'STC','Sở Tài chính','so tai chinh','["S\u1edf TC", "T\u00e0i ch\u00ednh"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(6,'STP','Sở Tư pháp','so tu phap','["S\u1edf TP", "T\u01b0 ph\u00e1p"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(7,'SNV','Sở Nội vụ','so noi vu','["S\u1edf NV", "N\u1ed9i v\u1ee5"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(8,'SLDTBXH','Sở Lao động - Thương binh và Xã hội','so lao dong - thuong binh va xa hoi','["S\u1edf L\u0110-TB&XH", "S\u1edf L\u0110TB&XH", "S\u1edf L\u0110TBXH", "Lao \u0111\u1ed9ng - Th\u01b0\u01a1ng binh v\u00e0 X\u00e3 h\u1ed9i"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(9,'SCT','Sở Công Thương','so cong thuong','["S\u1edf CT", "C\u00f4ng Th\u01b0\u01a1ng"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(10,'SNNPTNT','Sở Nông nghiệp và Phát triển nông thôn','so nong nghiep va phat trien nong thon','["S\u1edf NN&PTNT", "S\u1edf NNPTNT", "N\u00f4ng nghi\u1ec7p v\u00e0 Ph\u00e1t tri\u1ec3n n\u00f4ng th\u00f4n"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(11,'SGTVT','Sở Giao thông vận tải','so giao thong van tai','["S\u1edf GTVT", "Giao th\u00f4ng v\u1eadn t\u1ea3i"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(12,'SXD','Sở Xây dựng','so xay dung','["S\u1edf XD", "X\u00e2y d\u1ef1ng"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(13,'STNMT','Sở Tài nguyên và Môi trường','so tai nguyen va moi truong','["S\u1edf TN&MT", "S\u1edf TNMT", "T\u00e0i nguy\u00ean v\u00e0 M\u00f4i tr\u01b0\u1eddng"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(14,'STTTT','Sở Thông tin và Truyền thông','so thong tin va truyen thong','["S\u1edf TT&TT", "S\u1edf TTTT", "Th\u00f4ng tin v\u00e0 Truy\u1ec1n th\u00f4ng"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(15,'SVHTTDL','Sở Văn hóa, Thể thao và Du lịch','so van hoa, the thao va du lich','["S\u1edf VHTTDL", "S\u1edf VHTT&DL", "S\u1edf VH,TT&DL", "V\u0103n h\u00f3a, Th\u1ec3 thao v\u00e0 Du l\u1ecbch"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(16,'SKHCN','Sở Khoa học và Công nghệ','so khoa hoc va cong nghe','["S\u1edf KH&CN", "S\u1edf KHCN", "Khoa h\u1ecdc v\u00e0 C\u00f4ng ngh\u1ec7"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(17,'SGDDT','Sở Giáo dục và Đào tạo','so giao duc va dao tao','["S\u1edf GD&\u0110T", "S\u1edf GD\u0110T", "Gi\u00e1o d\u1ee5c v\u00e0 \u0110\u00e0o t\u1ea1o"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(18,'SYT','Sở Y tế','so y te','["Y t\u1ebf"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(19,'SNGV','Sở Ngoại vụ','so ngoai vu','["Ngo\u1ea1i v\u1ee5"]','sở',1,NULL,NULL);
INSERT INTO "agencies" VALUES(20,'TTT','Thanh tra tỉnh','thanh tra tinh','["Thanh tra"]','thanh tra',1,NULL,NULL);
INSERT INTO "agencies" VALUES(21,'BQLKCN','Ban Quản lý các khu công nghiệp tỉnh','ban quan ly cac khu cong nghiep tinh','["BQL c\u00e1c KCN t\u1ec9nh", "Ban Qu\u1ea3n l\u00fd c\u00e1c khu c\u00f4ng nghi\u1ec7p"]','ban',1,NULL,NULL);
INSERT INTO "agencies" VALUES(22,'CCKL','Chi cục Kiểm lâm','chi cuc kiem lam','["Ki\u1ec3m l\u00e2m"]','chi cục',10,NULL,NULL);
INSERT INTO "agencies" VALUES(23,'CAT','Công an tỉnh','cong an tinh','["CA t\u1ec9nh"]','lực lượng vũ trang',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(24,'BCHQS','Bộ Chỉ huy Quân sự tỉnh','bo chi huy quan su tinh','["BCH QS t\u1ec9nh", "B\u1ed9 CHQS t\u1ec9nh"]','lực lượng vũ trang',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(25,'CTT','Cục Thuế tỉnh','cuc thue tinh','["C\u1ee5c Thu\u1ebf"]','ngành dọc',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(26,'CTK','Cục Thống kê tỉnh','cuc thong ke tinh','["C\u1ee5c Th\u1ed1ng k\u00ea"]','ngành dọc',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(27,'KBNN','Kho bạc Nhà nước tỉnh','kho bac nha nuoc tinh','["KBNN t\u1ec9nh", "Kho b\u1ea1c Nh\u00e0 n\u01b0\u1edbc B\u1eafc Giang"]','ngành dọc',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(28,'BHXH','Bảo hiểm xã hội tỉnh','bao hiem xa hoi tinh','["BHXH t\u1ec9nh"]','ngành dọc',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(29,'NHCSXH','Ngân hàng Chính sách xã hội tỉnh','ngan hang chinh sach xa hoi tinh','["NHCSXH t\u1ec9nh", "Chi nh\u00e1nh Ng\u00e2n h\u00e0ng Ch\u00ednh s\u00e1ch x\u00e3 h\u1ed9i t\u1ec9nh"]','ngành dọc',NULL,NULL,NULL);
INSERT INTO "agencies" VALUES(30,'UBND-BG','UBND thành phố Bắc Giang','ubnd thanh pho bac giang','["UBND TP B\u1eafc Giang", "th\u00e0nh ph\u1ed1 B\u1eafc Giang", "TP B\u1eafc Giang"]','thành phố',1,NULL,NULL);
INSERT INTO "agencies" VALUES(31,'UBND-VY','UBND thị xã Việt Yên','ubnd thi xa viet yen','["UBND TX Vi\u1ec7t Y\u00ean", "th\u1ecb x\u00e3 Vi\u1ec7t Y\u00ean", "Vi\u1ec7t Y\u00ean"]','thị xã',1,NULL,NULL);
INSERT INTO "agencies" VALUES(32,'UBND-HH','UBND huyện Hiệp Hòa','ubnd huyen hiep hoa','["huy\u1ec7n Hi\u1ec7p H\u00f2a", "Hi\u1ec7p H\u00f2a"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(33,'UBND-LG','UBND huyện Lạng Giang','ubnd huyen lang giang','["huy\u1ec7n L\u1ea1ng Giang", "L\u1ea1ng Giang"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(34,'UBND-LNAM','UBND huyện Lục Nam','ubnd huyen luc nam','["huy\u1ec7n L\u1ee5c Nam", "L\u1ee5c Nam"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(35,'UBND-LNGAN','UBND huyện Lục Ngạn','ubnd huyen luc ngan','["huy\u1ec7n L\u1ee5c Ng\u1ea1n", "L\u1ee5c Ng\u1ea1n"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(36,'UBND-SD','UBND huyện Sơn Động','ubnd huyen son dong','["huy\u1ec7n S\u01a1n \u0110\u1ed9ng", "S\u01a1n \u0110\u1ed9ng"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(37,'UBND-TY','UBND huyện Tân Yên','ubnd huyen tan yen','["huy\u1ec7n T\u00e2n Y\u00ean", "T\u00e2n Y\u00ean"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(38,'UBND-YD','UBND huyện Yên Dũng','ubnd huyen yen dung','["huy\u1ec7n Y\u00ean D\u0169ng", "Y\u00ean D\u0169ng"]','huyện',1,NULL,NULL);
INSERT INTO "agencies" VALUES(39,'UBND-YT','UBND huyện Yên Thế','ubnd huyen yen the','["huy\u1ec7n Y\u00ean Th\u1ebf", "Y\u00ean Th\u1ebf"]','huyện',1,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0051');
CREATE TABLE assignments (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	part TEXT NOT NULL, 
	agency_id INTEGER, 
	agency_name TEXT NOT NULL, 
	status TEXT NOT NULL, 
	percent INTEGER, 
	deadline JSON NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	due_at DATETIME, 
	first_due_on DATE, 
	entered_at DATETIME, 
	ladder_from DATETIME, 
	acknowledged_at DATETIME, 
	heard_at DATETIME, 
	reported_done_at DATETIME, 
	confirmed_at DATETIME, 
	next_at DATETIME, 
	revision INTEGER NOT NULL, 
	CONSTRAINT pk_assignments PRIMARY KEY (id), 
	CONSTRAINT fk_assignments_agency_id FOREIGN KEY(agency_id) REFERENCES agencies (id), 
	CONSTRAINT fk_assignments_task_id FOREIGN KEY(task_id) REFERENCES tasks (id)
);
INSERT INTO "assignments" VALUES(1,1,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(2,1,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(3,2,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(4,2,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(5,3,'lead',3,'Ban Dân tộc','blocked',NULL,'{"kind": "month", "due": "2024-05-31", "text": "Trong th\u00e1ng 5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-31 10:00:00.000000','2024-05-31','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-05-22 01:00:00.000000',3);
INSERT INTO "assignments" VALUES(6,3,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "month", "due": "2024-05-31", "text": "Trong th\u00e1ng 5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-31 10:00:00.000000','2024-05-31','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(7,4,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(8,4,'coordinating',NULL,'Các sở, ban, ngành','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(9,4,'coordinating',NULL,'Các địa phương','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(10,5,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(11,5,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(12,6,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(13,6,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(14,7,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-05-16 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(15,7,'coordinating',36,'UBND huyện Sơn Động','assigned',NULL,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(16,7,'coordinating',6,'Sở Tư pháp','assigned',NULL,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(17,7,'coordinating',4,'Sở Kế hoạch và Đầu tư','assigned',NULL,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(18,7,'coordinating',NULL,'Các cơ quan, đơn vị liên quan','assigned',NULL,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(19,8,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(20,8,'coordinating',NULL,'Các địa phương','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(21,9,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(22,9,'coordinating',7,'Sở Nội vụ','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(23,10,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(24,10,'coordinating',5,'Sở Tài chính','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "assignments" VALUES(25,11,'lead',4,'Sở Kế hoạch và Đầu tư','in_progress',60,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp **ng\u00e0y 16/5/2024**", "count": null, "unit": null, "anchor": null}',1,'2024-05-16 10:00:00.000000','2024-05-16','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-05-16 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(26,12,'lead',3,'Ban Dân tộc','acknowledged',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,'2024-06-12 01:00:00.000000',2);
INSERT INTO "assignments" VALUES(27,12,'coordinating',5,'Sở Tài chính','assigned',NULL,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',1,NULL,NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	person_id INTEGER, 
	channel TEXT, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	"before" JSON, 
	"after" JSON, "update" TEXT, hash TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2024-05-13 00:55:00.000000',NULL,NULL,'import','directive:1',NULL,NULL,NULL,'3f0b07c989822e71374fe000b4fa23c7107efb95c2fb407d73e7c52d487821df');
INSERT INTO "audit" VALUES(2,'2024-05-13 01:00:00.000000',11,'phone','confirm','directive:1',NULL,NULL,'0','9e615704d66a94034581f6ef22f84cbbc4d1413c86b6894df0cb737e8b04b4c6');
INSERT INTO "audit" VALUES(3,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:14','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','8f285a5ecfbd2001c7bcfff6b4f39e833aa70c788c9f50e3e7f69890a9c4beb7');
INSERT INTO "audit" VALUES(4,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:5','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','15c635908c8d6227f7ffd41e0a131b28f58b5d1a32a830755a1660b6eca544e5');
INSERT INTO "audit" VALUES(5,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:1','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','0a56908af8424de8d308dc394a0f50d68fb5364f8bca703feeb01ff1c013db6a');
INSERT INTO "audit" VALUES(6,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:3','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','58596c7436a25bf5c5b839dde19ebea7bf6b70a1f3a977e51b2b81259a8f707d');
INSERT INTO "audit" VALUES(7,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:7','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','27296cc52831381c1c8b6c28f1307f6173aa17e33ce858c73f8b91f563542a37');
INSERT INTO "audit" VALUES(8,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:10','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','001b1284bdcb9f4f950732d9cb8b13b505d556d2b6dc7a5eb900f3bdeca6b6c2');
INSERT INTO "audit" VALUES(9,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:12','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','1ac92d3b2bb38c2a637a972b93cd723583b97a32e1e8cb1b5f6fa4067e79f0d9');
INSERT INTO "audit" VALUES(10,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:19','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','dc9b3cfe87c2f37949195b380d637915dbc349ee2de4c316d46bc243a81b4c46');
INSERT INTO "audit" VALUES(11,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:21','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','85cb63a73388aa814b1e196d3ae85b490ee568ddb92e9d40b703c0ca3c05c848');
INSERT INTO "audit" VALUES(12,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:23','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','e48dabfec4e309bd9702fcf796ca0807236250a2c257cd4c906160dcb5405d9e');
INSERT INTO "audit" VALUES(13,'2024-05-13 01:00:00.000000',1,'phone','acknowledge','assignment:26','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','1','0342e7146842a1237eac3c97dc001922038753b52c42289fc05e479d1af74987');
INSERT INTO "audit" VALUES(14,'2024-05-13 01:00:00.000000',4,'phone','progress','assignment:25','{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "in_progress", "percent": 60, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','2','4b2770895af3e7c7e79a8832ed03fdbc53f56189dd8c5119fa8f6329c524ffbc');
INSERT INTO "audit" VALUES(15,'2024-05-13 01:00:00.000000',1,'phone','block','assignment:5','{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','{"status": "blocked", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00"}','3','16c66c6cd0b7e841142e01e0af7f5f60406eabff9ec8ece4d6ceea78c662e6e0');
INSERT INTO "audit" VALUES(16,'2024-05-13 01:00:00.000000',4,'phone','ask_extension','assignment:25',NULL,'{"until": "2024-05-20"}','5','8b237d281b563ea52fef7f741ecc1cdf9c0108b49babf3b9e2dcf0ff2d38c440');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,16,'8b237d281b563ea52fef7f741ecc1cdf9c0108b49babf3b9e2dcf0ff2d38c440');
CREATE TABLE chat_groups (
	id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	agency_id INTEGER NOT NULL, 
	linked_by INTEGER NOT NULL, 
	linked_at DATETIME NOT NULL, 
	told_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_chat_groups PRIMARY KEY (id), 
	CONSTRAINT fk_chat_groups_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id), 
	CONSTRAINT fk_chat_groups_linked_by_people FOREIGN KEY(linked_by) REFERENCES people (id)
);
CREATE TABLE chat_links (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	linked_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	unreachable_at DATETIME, 
	unreachable_why TEXT, chosen_at DATETIME, heard_at DATETIME, 
	CONSTRAINT pk_chat_links PRIMARY KEY (id), 
	CONSTRAINT fk_chat_links_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "chat_links" VALUES(1,1,'phone','bdt-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,'2024-05-13 01:00:00.000000');
INSERT INTO "chat_links" VALUES(2,2,'phone','bdt-2','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "chat_links" VALUES(3,4,'phone','skhdt-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,'2024-05-13 01:00:00.000000');
INSERT INTO "chat_links" VALUES(4,6,'phone','stc-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "chat_links" VALUES(5,9,'phone','sd-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "chat_links" VALUES(6,11,'phone','vp-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,'2024-05-13 01:00:00.000000');
INSERT INTO "chat_links" VALUES(7,12,'phone','vp-chief','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "chat_links" VALUES(8,14,'phone','pct-1','2024-05-13 00:55:00.000000',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE chats (
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	wrong_codes INTEGER NOT NULL, 
	locked_until DATETIME, 
	greeted_at DATETIME, 
	awaiting JSON, 
	question TEXT, 
	shown JSON, 
	CONSTRAINT pk_chats PRIMARY KEY (channel, chat)
);
CREATE TABLE choices (
	token TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	action TEXT NOT NULL, 
	args JSON NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_choices PRIMARY KEY (token), 
	CONSTRAINT fk_choices_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "choices" VALUES('e3H3cRMDLfal',1,1,'Đúng cả, giao 12 việc','confirm_directive','{"directive": 1}','2024-05-13 01:00:00.000000');
INSERT INTO "choices" VALUES('-nHg59Pfb5xT',1,2,'Chưa, để xem lại','drop_review','{"directive": 1}','2024-05-13 01:00:00.000000');
INSERT INTO "choices" VALUES('xH3UrpMH6W4n',2,1,'Đúng cả, giao 12 việc','confirm_directive','{"directive": 1}',NULL);
INSERT INTO "choices" VALUES('2IaxRY2IRpmZ',2,2,'Chưa, để xem lại','drop_review','{"directive": 1}',NULL);
INSERT INTO "choices" VALUES('xlsICK8XRIUY',5,1,'Xác nhận đã nhận tất cả','acknowledge_all','{"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}',NULL);
INSERT INTO "choices" VALUES('l2GI-NW1eZ46',5,2,'Xem từng việc','show_tasks','{"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}',NULL);
INSERT INTO "choices" VALUES('fCr5mpQoYTDr',6,1,'Xác nhận đã nhận tất cả','acknowledge_all','{"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}',NULL);
INSERT INTO "choices" VALUES('hWYkRtTme80_',6,2,'Xem từng việc','show_tasks','{"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}',NULL);
INSERT INTO "choices" VALUES('tzyQR3GvfWVT',7,1,'Xác nhận đã nhận','acknowledge','{"assignment": 25, "revision": 1}',NULL);
INSERT INTO "choices" VALUES('_DknCJvnxhzq',7,2,'Báo đã xong','done','{"assignment": 25, "revision": 1}',NULL);
INSERT INTO "choices" VALUES('ItZfZThxYDoN',7,3,'Xin gia hạn','ask_extension','{"assignment": 25, "revision": 1}',NULL);
INSERT INTO "choices" VALUES('3dQKvnKd_K-N',7,4,'Báo vướng mắc','block','{"assignment": 25, "revision": 1}',NULL);
INSERT INTO "choices" VALUES('97UbBN0HFQIF',8,1,'Đúng rồi','fine','{"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}',NULL);
INSERT INTO "choices" VALUES('z2kH2eK1-ksN',8,2,'Hoàn tác','undo','{"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}',NULL);
INSERT INTO "choices" VALUES('TqYvoS2lk1OB',9,1,'Xem nội dung','show_words','{"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}',NULL);
INSERT INTO "choices" VALUES('x3zARJTuSSPR',10,1,'Xem nội dung','show_words','{"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}',NULL);
INSERT INTO "choices" VALUES('CtZMoBXVa7MA',11,1,'Đúng rồi','fine','{"reports": [12]}',NULL);
INSERT INTO "choices" VALUES('DYk03dAeB-Zs',11,2,'Hoàn tác','undo','{"reports": [12]}',NULL);
INSERT INTO "choices" VALUES('LCaIGYQIc2PI',12,1,'Xem nội dung','show_words','{"reports": [12]}',NULL);
INSERT INTO "choices" VALUES('TUIHogR56ruj',13,1,'Đúng rồi','fine','{"reports": [13]}',NULL);
INSERT INTO "choices" VALUES('euFMKytszxMx',13,2,'Hoàn tác','undo','{"reports": [13]}',NULL);
INSERT INTO "choices" VALUES('0KSLRXOAN89u',14,1,'Xem nội dung','show_words','{"reports": [13]}',NULL);
INSERT INTO "choices" VALUES('mKXwoUKl_ELq',15,1,'Xem nội dung','show_words','{"reports": [13]}',NULL);
INSERT INTO "choices" VALUES('jdBp8AE885ut',16,1,'Đúng, xin gia hạn NV11 đến 20/05/2024','send_extension','{"assignment": 25, "until": "2024-05-20", "reason": "ch\u1edd s\u1ed1 li\u1ec7u"}','2024-05-13 01:00:00.000000');
INSERT INTO "choices" VALUES('UB5Q5mVD4L3K',16,2,'Không','drop','{}','2024-05-13 01:00:00.000000');
INSERT INTO "choices" VALUES('IGL2zlvOBKG_',17,1,'Đồng ý gia hạn đến 20/05/2024','grant_extension','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('zbKODAFhwL9h',17,2,'Không đồng ý gia hạn','refuse_extension','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('rWXWN3-n5fXq',17,3,'Xem lý do','show_reason','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('UhQ8uRpO-epe',18,1,'Đồng ý gia hạn đến 20/05/2024','grant_extension','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('L3J5VTd6qppc',18,2,'Không đồng ý gia hạn','refuse_extension','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('guIF7OJFkqYq',18,3,'Xem lý do','show_reason','{"extension": 1}',NULL);
INSERT INTO "choices" VALUES('oqkMjFajXiF8',21,1,'Xem NV3','show_tasks','{"assignments": [5]}',NULL);
INSERT INTO "choices" VALUES('KVemJoyClkNI',22,1,'Xem NV11','show_tasks','{"assignments": [25]}',NULL);
INSERT INTO "choices" VALUES('EjJPTJmEa0gt',22,2,'Xem NV3','show_tasks','{"assignments": [5]}',NULL);
INSERT INTO "choices" VALUES('86gdc-2WXeAK',24,1,'Xác nhận đã xong','done','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('oufi-maErguG',24,2,'Xin gia hạn','ask_extension','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('voA1SL3oZNY_',24,3,'Báo vướng mắc','block','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('eNffSKGHdBkY',25,1,'Xác nhận đã xong','done','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('81brJSS2lzu1',25,2,'Xin gia hạn','ask_extension','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('N4irDkLz4Ajj',25,3,'Báo vướng mắc','block','{"assignment": 14, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('iqEwzxFOn3Xo',26,1,'Xác nhận đã xong','done','{"assignment": 25, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('kYtb2sgD9s4q',26,2,'Xin gia hạn','ask_extension','{"assignment": 25, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('kvOqcUl9Ig5i',26,3,'Báo vướng mắc','block','{"assignment": 25, "revision": 2}',NULL);
INSERT INTO "choices" VALUES('TsxrtQp707Z0',27,1,'Xem NV3','show_tasks','{"assignments": [5]}',NULL);
INSERT INTO "choices" VALUES('tQudcRZr_EW_',28,1,'Xem NV11','show_tasks','{"assignments": [25]}',NULL);
INSERT INTO "choices" VALUES('odWCnvWp7RSf',28,2,'Xem NV3','show_tasks','{"assignments": [5]}',NULL);
CREATE TABLE counters (
	name TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (name)
);
INSERT INTO "counters" VALUES('task',12);
CREATE TABLE deadline_versions (
	assignment_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	deadline JSON NOT NULL, 
	due_at DATETIME, 
	set_at DATETIME NOT NULL, 
	set_by INTEGER, 
	cause TEXT NOT NULL, 
	CONSTRAINT pk_deadline_versions PRIMARY KEY (assignment_id, version), 
	CONSTRAINT fk_deadline_versions_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_deadline_versions_set_by FOREIGN KEY(set_by) REFERENCES people (id)
);
INSERT INTO "deadline_versions" VALUES(1,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(2,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(3,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(4,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(5,1,'{"kind": "month", "due": "2024-05-31", "text": "Trong th\u00e1ng 5/2024", "count": null, "unit": null, "anchor": null}','2024-05-31 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(6,1,'{"kind": "month", "due": "2024-05-31", "text": "Trong th\u00e1ng 5/2024", "count": null, "unit": null, "anchor": null}','2024-05-31 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(7,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(8,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(9,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(10,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(11,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(12,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(13,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(14,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(15,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(16,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(17,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(18,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(19,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(20,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(21,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(22,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(23,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(24,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(25,1,'{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp **ng\u00e0y 16/5/2024**", "count": null, "unit": null, "anchor": null}','2024-05-16 10:00:00.000000','2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(26,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
INSERT INTO "deadline_versions" VALUES(27,1,'{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}',NULL,'2024-05-13 01:00:00.000000',NULL,'assigned');
CREATE TABLE digests (
	person_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	day DATE NOT NULL, 
	outbox_id INTEGER, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_digests PRIMARY KEY (person_id, kind, day), 
	CONSTRAINT fk_digests_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_digests_outbox_id_outbox FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "digests" VALUES(11,'office','2024-05-14',21,'2024-05-14 01:00:00.000000');
INSERT INTO "digests" VALUES(12,'office','2024-05-14',22,'2024-05-14 01:00:00.000000');
INSERT INTO "digests" VALUES(14,'leader','2024-05-13',23,'2024-05-14 01:00:00.000000');
INSERT INTO "digests" VALUES(1,'official','2024-05-15',24,'2024-05-15 01:00:00.000000');
INSERT INTO "digests" VALUES(2,'official','2024-05-15',25,'2024-05-15 01:00:00.000000');
INSERT INTO "digests" VALUES(11,'office','2024-05-15',27,'2024-05-15 01:00:00.000000');
INSERT INTO "digests" VALUES(12,'office','2024-05-15',28,'2024-05-15 01:00:00.000000');
CREATE TABLE directives (
	id INTEGER NOT NULL, 
	number TEXT, 
	symbol TEXT, 
	year INTEGER, 
	kind TEXT, 
	issued_on DATE, 
	issuer TEXT, 
	subject TEXT, 
	signer TEXT, 
	urgency TEXT, 
	leader_id INTEGER, 
	digest TEXT NOT NULL, 
	text TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	confirmed_by INTEGER, 
	CONSTRAINT pk_directives PRIMARY KEY (id), 
	CONSTRAINT fk_directives_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id), 
	CONSTRAINT fk_directives_leader_id FOREIGN KEY(leader_id) REFERENCES people (id), 
	CONSTRAINT uq_directives_digest UNIQUE (digest), 
	CONSTRAINT uq_directives_issuer_year_number_symbol UNIQUE (issuer, year, number, symbol)
);
INSERT INTO "directives" VALUES(1,'215','TB-UBND',2024,'thong_bao_ket_luan','2024-05-13','UBND tỉnh Bắc Giang',NULL,'Lê Tuấn Phú',NULL,14,'d86580a57f7bf542e85202283cb845953c9d28f80a8e651db08b2fc0b2d6a731','215','2024-05-13 00:55:00.000000','2024-05-13 01:00:00.000000',11);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	assignment_id INTEGER, 
	person_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	channel TEXT NOT NULL, 
	state TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_assignment_id_assignments FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_evidence_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_evidence_assignment_id_sha256 UNIQUE (assignment_id, sha256)
);
CREATE TABLE extensions (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	asked_by INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	until DATE NOT NULL, 
	reason TEXT NOT NULL, 
	state TEXT NOT NULL, 
	decided_by INTEGER, 
	decided_at DATETIME, 
	granted_until DATE, 
	decision_reason TEXT, 
	CONSTRAINT pk_extensions PRIMARY KEY (id), 
	CONSTRAINT fk_extensions_asked_by FOREIGN KEY(asked_by) REFERENCES people (id), 
	CONSTRAINT fk_extensions_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_extensions_decided_by FOREIGN KEY(decided_by) REFERENCES people (id)
);
INSERT INTO "extensions" VALUES(1,25,4,'2024-05-13 01:00:00.000000','2024-05-20','chờ số liệu','open',NULL,NULL,NULL,NULL);
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	"update" TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	body JSON NOT NULL, 
	stored_at DATETIME NOT NULL, 
	try_at DATETIME, 
	attempts INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	error TEXT, 
	done_at DATETIME, to_fetch BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_channel_update UNIQUE (channel, "update")
);
INSERT INTO "inbox" VALUES(1,'phone','0','vp-1','{"channel": "phone", "chat": "vp-1", "update": "0", "at": "2024-05-13T01:00:00+00:00", "text": "", "choice": "e3H3cRMDLfal", "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
INSERT INTO "inbox" VALUES(2,'phone','1','bdt-1','{"channel": "phone", "chat": "bdt-1", "update": "1", "at": "2024-05-13T01:00:00+00:00", "text": "\u0111\u00e3 nh\u1eadn", "choice": null, "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
INSERT INTO "inbox" VALUES(3,'phone','2','skhdt-1','{"channel": "phone", "chat": "skhdt-1", "update": "2", "at": "2024-05-13T01:00:00+00:00", "text": "NV11 60% \u0111ang t\u1ed5ng h\u1ee3p", "choice": null, "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
INSERT INTO "inbox" VALUES(4,'phone','3','bdt-1','{"channel": "phone", "chat": "bdt-1", "update": "3", "at": "2024-05-13T01:00:00+00:00", "text": "NV3 v\u01b0\u1edbng, ch\u01b0a c\u00f3 kinh ph\u00ed", "choice": null, "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
INSERT INTO "inbox" VALUES(5,'phone','4','skhdt-1','{"channel": "phone", "chat": "skhdt-1", "update": "4", "at": "2024-05-13T01:00:00+00:00", "text": "NV11 gia h\u1ea1n 20/5 v\u00ec ch\u1edd s\u1ed1 li\u1ec7u", "choice": null, "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
INSERT INTO "inbox" VALUES(6,'phone','5','skhdt-1','{"channel": "phone", "chat": "skhdt-1", "update": "5", "at": "2024-05-13T01:00:00+00:00", "text": "", "choice": "jdBp8AE885ut", "reply_to": null, "sender_name": "", "file": null, "message_id": null, "group": null}','2024-05-13 01:00:00.000000',NULL,0,'done',NULL,'2024-05-13 01:00:00.000000',0);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	person_id INTEGER, 
	channel TEXT, 
	chat TEXT, 
	body JSON, 
	about JSON NOT NULL, 
	speaks_of_tasks BOOLEAN NOT NULL, 
	guard JSON, 
	urgent BOOLEAN NOT NULL, 
	made_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	try_at DATETIME, 
	leased_until DATETIME, 
	attempts INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	error TEXT, 
	sent_at DATETIME, outdated_at DATETIME, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "outbox" VALUES(1,'notice',11,'phone','vp-1','{"text": "<b>Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND</b> ng\u00e0y 13/05/2024\n\u0110\u1ecdc \u0111\u01b0\u1ee3c 12 nhi\u1ec7m v\u1ee5, ch\u01b0a giao cho ai. \u0110\u1ec1 ngh\u1ecb ki\u1ec3m tra:\n<b>NV1</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u1eadp trung th\u1ef1c hi\u1ec7n hi\u1ec7u qu\u1ea3 c\u00e1c nhi\u1ec7m v\u1ee5 tr\u1ecdng t\u00e2m \u0111\u00e3 \u0111\u01b0\u1ee3c Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh giao\u2026\n<b>NV2</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Ti\u1ebfp t\u1ee5c ch\u1ee7 \u0111\u1ed9ng theo d\u00f5i, n\u1eafm t\u00ecnh h\u00ecnh v\u00f9ng \u0111\u1ed3ng b\u00e0o d\u00e2n t\u1ed9c thi\u1ec3u s\u1ed1\u2026\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 \u00b7 Ban D\u00e2n t\u1ed9c: Th\u1ef1c hi\u1ec7n nghi\u00eam t\u00fac Ch\u1ec9 th\u1ecb s\u1ed1 03/CT-UBND ng\u00e0y 06/2/2024 c\u1ee7a Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh v\u1ec1 t\u0103ng\u2026\n<b>NV4</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Ch\u1ee7 \u0111\u1ed9ng ph\u1ed1i h\u1ee3p v\u1edbi c\u00e1c ng\u00e0nh, \u0111\u1ecba ph\u01b0\u01a1ng \u0111\u1ec3 t\u1ed5 ch\u1ee9c \u0110\u1ea1i h\u1ed9i \u0111\u1ea1i bi\u1ec3u c\u00e1c d\u00e2n t\u1ed9c thi\u1ec3u\u2026\n<b>NV5</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u0103ng c\u01b0\u1eddng \u0111i th\u1ef1c t\u1ebf \u0111\u1ecba b\u00e0n \u0111\u1ec3 hi\u1ec3u s\u00e2u, hi\u1ec3u r\u00f5 v\u1ec1 \u0111\u1eddi s\u1ed1ng ng\u01b0\u1eddi d\u00e2n v\u00f9ng d\u00e2n t\u1ed9c\u2026\n<b>NV6</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u0103ng c\u01b0\u1eddng c\u00f4ng t\u00e1c ki\u1ec3m tra, thanh tra vi\u1ec7c th\u1ef1c hi\u1ec7n c\u00e1c ch\u01b0\u01a1ng tr\u00ecnh, d\u1ef1 \u00e1n\u2026\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 \u00b7 Ban D\u00e2n t\u1ed9c: T\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\n<b>NV8</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: R\u00e0 so\u00e1t k\u1ef9 l\u01b0\u1ee1ng c\u00e1c d\u1ef1 \u00e1n \u0111\u1ec1 ngh\u1ecb b\u1ed5 sung m\u1edbi li\u00ean quan \u0111\u1ebfn \u0111\u1ea7u t\u01b0, x\u00e2y d\u1ef1ng c\u01a1 b\u1ea3n\u2026\n<b>NV9</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: V\u1ec1 c\u01a1 c\u1ea5u, ch\u1ec9 ti\u00eau khen th\u01b0\u1edfng \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV10</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Tham m\u01b0u tri\u1ec3n khai th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 \u00b7 S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0: Kh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\n<b>NV12</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Tham m\u01b0u UBND t\u1ec9nh th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o \u0111\u00fang quy \u0111\u1ecbnh\nXem c\u0103n c\u1ee9 v\u00e0 s\u1eeda t\u1eebng vi\u1ec7c: nh\u1eafn \"NV1?\". Vi\u1ec7c kh\u00f4ng c\u1ea7n theo d\u00f5i: nh\u1eafn \"b\u1ecf NV1\".", "choices": [{"label": "\u0110\u00fang c\u1ea3, giao 12 vi\u1ec7c", "action": "confirm_directive", "args": {"directive": 1}, "token": "e3H3cRMDLfal"}, {"label": "Ch\u01b0a, \u0111\u1ec3 xem l\u1ea1i", "action": "drop_review", "args": {"directive": 1}, "token": "-nHg59Pfb5xT"}], "about": [], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[]',0,'{"assignment_id": null, "revision": null, "directive_id": 1, "digest": null, "day": null}',0,'2024-05-13 00:55:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000');
INSERT INTO "outbox" VALUES(2,'notice',12,'phone','vp-chief','{"text": "<b>Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND</b> ng\u00e0y 13/05/2024\n\u0110\u1ecdc \u0111\u01b0\u1ee3c 12 nhi\u1ec7m v\u1ee5, ch\u01b0a giao cho ai. \u0110\u1ec1 ngh\u1ecb ki\u1ec3m tra:\n<b>NV1</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u1eadp trung th\u1ef1c hi\u1ec7n hi\u1ec7u qu\u1ea3 c\u00e1c nhi\u1ec7m v\u1ee5 tr\u1ecdng t\u00e2m \u0111\u00e3 \u0111\u01b0\u1ee3c Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh giao\u2026\n<b>NV2</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Ti\u1ebfp t\u1ee5c ch\u1ee7 \u0111\u1ed9ng theo d\u00f5i, n\u1eafm t\u00ecnh h\u00ecnh v\u00f9ng \u0111\u1ed3ng b\u00e0o d\u00e2n t\u1ed9c thi\u1ec3u s\u1ed1\u2026\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 \u00b7 Ban D\u00e2n t\u1ed9c: Th\u1ef1c hi\u1ec7n nghi\u00eam t\u00fac Ch\u1ec9 th\u1ecb s\u1ed1 03/CT-UBND ng\u00e0y 06/2/2024 c\u1ee7a Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh v\u1ec1 t\u0103ng\u2026\n<b>NV4</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Ch\u1ee7 \u0111\u1ed9ng ph\u1ed1i h\u1ee3p v\u1edbi c\u00e1c ng\u00e0nh, \u0111\u1ecba ph\u01b0\u01a1ng \u0111\u1ec3 t\u1ed5 ch\u1ee9c \u0110\u1ea1i h\u1ed9i \u0111\u1ea1i bi\u1ec3u c\u00e1c d\u00e2n t\u1ed9c thi\u1ec3u\u2026\n<b>NV5</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u0103ng c\u01b0\u1eddng \u0111i th\u1ef1c t\u1ebf \u0111\u1ecba b\u00e0n \u0111\u1ec3 hi\u1ec3u s\u00e2u, hi\u1ec3u r\u00f5 v\u1ec1 \u0111\u1eddi s\u1ed1ng ng\u01b0\u1eddi d\u00e2n v\u00f9ng d\u00e2n t\u1ed9c\u2026\n<b>NV6</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: T\u0103ng c\u01b0\u1eddng c\u00f4ng t\u00e1c ki\u1ec3m tra, thanh tra vi\u1ec7c th\u1ef1c hi\u1ec7n c\u00e1c ch\u01b0\u01a1ng tr\u00ecnh, d\u1ef1 \u00e1n\u2026\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 \u00b7 Ban D\u00e2n t\u1ed9c: T\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\n<b>NV8</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: R\u00e0 so\u00e1t k\u1ef9 l\u01b0\u1ee1ng c\u00e1c d\u1ef1 \u00e1n \u0111\u1ec1 ngh\u1ecb b\u1ed5 sung m\u1edbi li\u00ean quan \u0111\u1ebfn \u0111\u1ea7u t\u01b0, x\u00e2y d\u1ef1ng c\u01a1 b\u1ea3n\u2026\n<b>NV9</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: V\u1ec1 c\u01a1 c\u1ea5u, ch\u1ec9 ti\u00eau khen th\u01b0\u1edfng \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV10</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Tham m\u01b0u tri\u1ec3n khai th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 \u00b7 S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0: Kh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\n<b>NV12</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n \u00b7 Ban D\u00e2n t\u1ed9c: Tham m\u01b0u UBND t\u1ec9nh th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o \u0111\u00fang quy \u0111\u1ecbnh\nXem c\u0103n c\u1ee9 v\u00e0 s\u1eeda t\u1eebng vi\u1ec7c: nh\u1eafn \"NV1?\". Vi\u1ec7c kh\u00f4ng c\u1ea7n theo d\u00f5i: nh\u1eafn \"b\u1ecf NV1\".", "choices": [{"label": "\u0110\u00fang c\u1ea3, giao 12 vi\u1ec7c", "action": "confirm_directive", "args": {"directive": 1}, "token": "xH3UrpMH6W4n"}, {"label": "Ch\u01b0a, \u0111\u1ec3 xem l\u1ea1i", "action": "drop_review", "args": {"directive": 1}, "token": "2IaxRY2IRpmZ"}], "about": [], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[]',0,'{"assignment_id": null, "revision": null, "directive_id": 1, "digest": null, "day": null}',0,'2024-05-13 00:55:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(3,'answer',11,'phone','vp-1','{"text": "\u0110\u00e3 giao 12 vi\u1ec7c c\u1ee7a v\u0103n b\u1ea3n 215/TB-UBND. Vi\u1ec7c c\u00f3 th\u1eddi h\u1ea1n v\u00e0 vi\u1ec7c m\u1edbi s\u1ebd \u0111\u01b0\u1ee3c nh\u1eafc t\u1eeb gi\u1edd l\u00e0m vi\u1ec7c g\u1ea7n nh\u1ea5t.", "choices": [], "about": [], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[]',0,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(4,'notice',12,'phone','vp-chief','{"text": "Nguy\u1ec5n Ng\u1ecdc Tr\u00e2m \u0111\u00e3 duy\u1ec7t v\u0103n b\u1ea3n 215/TB-UBND: giao 12 vi\u1ec7c.", "choices": [], "about": [], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(5,'reminder',1,'phone','bdt-1','{"text": "K\u00ednh g\u1eedi \u0111\u1ed3ng ch\u00ed Nguy\u1ec5n Th\u1ecb H\u00e0: c\u00f3 11 nhi\u1ec7m v\u1ee5 c\u1ea7n l\u01b0u \u00fd.\n\n<b>Vi\u1ec7c m\u1edbi giao</b>\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c): T\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 14 ng\u00e0y l\u00e0m vi\u1ec7c): Th\u1ef1c hi\u1ec7n nghi\u00eam t\u00fac Ch\u1ec9 th\u1ecb s\u1ed1 03/CT-UBND ng\u00e0y 06/2/2024 c\u1ee7a Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh v\u1ec1 t\u0103ng\u2026\n<b>NV1</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u1eadp trung th\u1ef1c hi\u1ec7n hi\u1ec7u qu\u1ea3 c\u00e1c nhi\u1ec7m v\u1ee5 tr\u1ecdng t\u00e2m \u0111\u00e3 \u0111\u01b0\u1ee3c Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh giao\u2026\n<b>NV2</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Ti\u1ebfp t\u1ee5c ch\u1ee7 \u0111\u1ed9ng theo d\u00f5i, n\u1eafm t\u00ecnh h\u00ecnh v\u00f9ng \u0111\u1ed3ng b\u00e0o d\u00e2n t\u1ed9c thi\u1ec3u s\u1ed1\u2026\n<b>NV4</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Ch\u1ee7 \u0111\u1ed9ng ph\u1ed1i h\u1ee3p v\u1edbi c\u00e1c ng\u00e0nh, \u0111\u1ecba ph\u01b0\u01a1ng \u0111\u1ec3 t\u1ed5 ch\u1ee9c \u0110\u1ea1i h\u1ed9i \u0111\u1ea1i bi\u1ec3u c\u00e1c d\u00e2n t\u1ed9c thi\u1ec3u\u2026\n<b>NV5</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u0103ng c\u01b0\u1eddng \u0111i th\u1ef1c t\u1ebf \u0111\u1ecba b\u00e0n \u0111\u1ec3 hi\u1ec3u s\u00e2u, hi\u1ec3u r\u00f5 v\u1ec1 \u0111\u1eddi s\u1ed1ng ng\u01b0\u1eddi d\u00e2n v\u00f9ng d\u00e2n t\u1ed9c\u2026\n<b>NV6</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u0103ng c\u01b0\u1eddng c\u00f4ng t\u00e1c ki\u1ec3m tra, thanh tra vi\u1ec7c th\u1ef1c hi\u1ec7n c\u00e1c ch\u01b0\u01a1ng tr\u00ecnh, d\u1ef1 \u00e1n\u2026\n<b>NV8</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: R\u00e0 so\u00e1t k\u1ef9 l\u01b0\u1ee1ng c\u00e1c d\u1ef1 \u00e1n \u0111\u1ec1 ngh\u1ecb b\u1ed5 sung m\u1edbi li\u00ean quan \u0111\u1ebfn \u0111\u1ea7u t\u01b0, x\u00e2y d\u1ef1ng c\u01a1 b\u1ea3n\u2026\n<b>NV9</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: V\u1ec1 c\u01a1 c\u1ea5u, ch\u1ec9 ti\u00eau khen th\u01b0\u1edfng \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV10</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Tham m\u01b0u tri\u1ec3n khai th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV12</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Tham m\u01b0u UBND t\u1ec9nh th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o \u0111\u00fang quy \u0111\u1ecbnh\n\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 nh\u1eadn t\u1ea5t c\u1ea3", "action": "acknowledge_all", "args": {"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}, "token": "xlsICK8XRIUY"}, {"label": "Xem t\u1eebng vi\u1ec7c", "action": "show_tasks", "args": {"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}, "token": "l2GI-NW1eZ46"}], "about": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]',1,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000');
INSERT INTO "outbox" VALUES(6,'reminder',2,'phone','bdt-2','{"text": "K\u00ednh g\u1eedi \u0111\u1ed3ng ch\u00ed L\u01b0\u01a1ng V\u0103n B\u00ecnh: c\u00f3 11 nhi\u1ec7m v\u1ee5 c\u1ea7n l\u01b0u \u00fd.\n\n<b>Vi\u1ec7c m\u1edbi giao</b>\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c): T\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 14 ng\u00e0y l\u00e0m vi\u1ec7c): Th\u1ef1c hi\u1ec7n nghi\u00eam t\u00fac Ch\u1ec9 th\u1ecb s\u1ed1 03/CT-UBND ng\u00e0y 06/2/2024 c\u1ee7a Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh v\u1ec1 t\u0103ng\u2026\n<b>NV1</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u1eadp trung th\u1ef1c hi\u1ec7n hi\u1ec7u qu\u1ea3 c\u00e1c nhi\u1ec7m v\u1ee5 tr\u1ecdng t\u00e2m \u0111\u00e3 \u0111\u01b0\u1ee3c Ch\u1ee7 t\u1ecbch UBND t\u1ec9nh giao\u2026\n<b>NV2</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Ti\u1ebfp t\u1ee5c ch\u1ee7 \u0111\u1ed9ng theo d\u00f5i, n\u1eafm t\u00ecnh h\u00ecnh v\u00f9ng \u0111\u1ed3ng b\u00e0o d\u00e2n t\u1ed9c thi\u1ec3u s\u1ed1\u2026\n<b>NV4</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Ch\u1ee7 \u0111\u1ed9ng ph\u1ed1i h\u1ee3p v\u1edbi c\u00e1c ng\u00e0nh, \u0111\u1ecba ph\u01b0\u01a1ng \u0111\u1ec3 t\u1ed5 ch\u1ee9c \u0110\u1ea1i h\u1ed9i \u0111\u1ea1i bi\u1ec3u c\u00e1c d\u00e2n t\u1ed9c thi\u1ec3u\u2026\n<b>NV5</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u0103ng c\u01b0\u1eddng \u0111i th\u1ef1c t\u1ebf \u0111\u1ecba b\u00e0n \u0111\u1ec3 hi\u1ec3u s\u00e2u, hi\u1ec3u r\u00f5 v\u1ec1 \u0111\u1eddi s\u1ed1ng ng\u01b0\u1eddi d\u00e2n v\u00f9ng d\u00e2n t\u1ed9c\u2026\n<b>NV6</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: T\u0103ng c\u01b0\u1eddng c\u00f4ng t\u00e1c ki\u1ec3m tra, thanh tra vi\u1ec7c th\u1ef1c hi\u1ec7n c\u00e1c ch\u01b0\u01a1ng tr\u00ecnh, d\u1ef1 \u00e1n\u2026\n<b>NV8</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: R\u00e0 so\u00e1t k\u1ef9 l\u01b0\u1ee1ng c\u00e1c d\u1ef1 \u00e1n \u0111\u1ec1 ngh\u1ecb b\u1ed5 sung m\u1edbi li\u00ean quan \u0111\u1ebfn \u0111\u1ea7u t\u01b0, x\u00e2y d\u1ef1ng c\u01a1 b\u1ea3n\u2026\n<b>NV9</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: V\u1ec1 c\u01a1 c\u1ea5u, ch\u1ec9 ti\u00eau khen th\u01b0\u1edfng \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV10</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Tham m\u01b0u tri\u1ec3n khai th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o theo quy \u0111\u1ecbnh\n<b>NV12</b> \u00b7 kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: Tham m\u01b0u UBND t\u1ec9nh th\u1ef1c hi\u1ec7n \u0111\u1ea3m b\u1ea3o \u0111\u00fang quy \u0111\u1ecbnh\n\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 nh\u1eadn t\u1ea5t c\u1ea3", "action": "acknowledge_all", "args": {"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}, "token": "fCr5mpQoYTDr"}, {"label": "Xem t\u1eebng vi\u1ec7c", "action": "show_tasks", "args": {"assignments": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]}, "token": "hWYkRtTme80_"}], "about": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]',1,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000');
INSERT INTO "outbox" VALUES(7,'reminder',4,'phone','skhdt-1','{"text": "<b>Vi\u1ec7c m\u1edbi giao</b>\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (th\u1ee9 N\u0103m, c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c)\nKh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\nCh\u1ee7 tr\u00ec: S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024\nT\u00ecnh tr\u1ea1ng: ch\u01b0a ti\u1ebfp nh\u1eadn", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 nh\u1eadn", "action": "acknowledge", "args": {"assignment": 25, "revision": 1}, "token": "tzyQR3GvfWVT"}, {"label": "B\u00e1o \u0111\u00e3 xong", "action": "done", "args": {"assignment": 25, "revision": 1}, "token": "_DknCJvnxhzq"}, {"label": "Xin gia h\u1ea1n", "action": "ask_extension", "args": {"assignment": 25, "revision": 1}, "token": "ItZfZThxYDoN"}, {"label": "B\u00e1o v\u01b0\u1edbng m\u1eafc", "action": "block", "args": {"assignment": 25, "revision": 1}, "token": "3dQKvnKd_K-N"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000');
INSERT INTO "outbox" VALUES(8,'answer',1,'phone','bdt-1','{"text": "\u0110\u00e3 ghi nh\u1eadn: ti\u1ebfp nh\u1eadn 11 nhi\u1ec7m v\u1ee5: <b>NV7</b> (h\u1ea1n 16/05/2024), <b>NV3</b> (h\u1ea1n 31/05/2024), <b>NV1</b>, <b>NV2</b>, <b>NV4</b>, <b>NV5</b>, <b>NV6</b>, <b>NV8</b>, <b>NV9</b>, <b>NV10</b>, <b>NV12</b>.", "choices": [{"label": "\u0110\u00fang r\u1ed3i", "action": "fine", "args": {"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}, "token": "97UbBN0HFQIF"}, {"label": "Ho\u00e0n t\u00e1c", "action": "undo", "args": {"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}, "token": "z2kH2eK1-ksN"}], "about": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]',1,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(9,'notice',11,'phone','vp-1','{"text": "Ban D\u00e2n t\u1ed9c (Nguy\u1ec5n Th\u1ecb H\u00e0):\n\u2022 ti\u1ebfp nh\u1eadn 11 nhi\u1ec7m v\u1ee5: <b>NV7</b> (h\u1ea1n 16/05/2024), <b>NV3</b> (h\u1ea1n 31/05/2024), <b>NV1</b>, <b>NV2</b>, <b>NV4</b>, <b>NV5</b>, <b>NV6</b>, <b>NV8</b>, <b>NV9</b>, <b>NV10</b>, <b>NV12</b>", "choices": [{"label": "Xem n\u1ed9i dung", "action": "show_words", "args": {"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}, "token": "TqYvoS2lk1OB"}], "about": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(10,'notice',2,'phone','bdt-2','{"text": "\u0110\u1ed3ng ch\u00ed Nguy\u1ec5n Th\u1ecb H\u00e0 v\u1eeba tr\u1ea3 l\u1eddi thay \u0111\u01a1n v\u1ecb:\n\u2022 ti\u1ebfp nh\u1eadn 11 nhi\u1ec7m v\u1ee5: <b>NV7</b> (h\u1ea1n 16/05/2024), <b>NV3</b> (h\u1ea1n 31/05/2024), <b>NV1</b>, <b>NV2</b>, <b>NV4</b>, <b>NV5</b>, <b>NV6</b>, <b>NV8</b>, <b>NV9</b>, <b>NV10</b>, <b>NV12</b>", "choices": [{"label": "Xem n\u1ed9i dung", "action": "show_words", "args": {"reports": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}, "token": "x3zARJTuSSPR"}], "about": [14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[14, 5, 1, 3, 7, 10, 12, 19, 21, 23, 26]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(11,'answer',4,'phone','skhdt-1','{"text": "\u0110\u00e3 ghi nh\u1eadn: \u0111ang th\u1ef1c hi\u1ec7n 60% <b>NV11</b>, h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).", "choices": [{"label": "\u0110\u00fang r\u1ed3i", "action": "fine", "args": {"reports": [12]}, "token": "CtZMoBXVa7MA"}, {"label": "Ho\u00e0n t\u00e1c", "action": "undo", "args": {"reports": [12]}, "token": "DYk03dAeB-Zs"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(12,'notice',11,'phone','vp-1','{"text": "S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 (Tr\u1ea7n Minh \u0110\u1ee9c):\n\u2022 \u0111ang th\u1ef1c hi\u1ec7n 60% <b>NV11</b>, h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c)", "choices": [{"label": "Xem n\u1ed9i dung", "action": "show_words", "args": {"reports": [12]}, "token": "LCaIGYQIc2PI"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[25]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(13,'answer',1,'phone','bdt-1','{"text": "\u0110\u00e3 ghi nh\u1eadn: b\u00e1o v\u01b0\u1edbng m\u1eafc <b>NV3</b>, h\u1ea1n 31/05/2024 (c\u00f2n 14 ng\u00e0y l\u00e0m vi\u1ec7c).", "choices": [{"label": "\u0110\u00fang r\u1ed3i", "action": "fine", "args": {"reports": [13]}, "token": "TUIHogR56ruj"}, {"label": "Ho\u00e0n t\u00e1c", "action": "undo", "args": {"reports": [13]}, "token": "euFMKytszxMx"}], "about": [5], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[5]',1,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(14,'notice',11,'phone','vp-1','{"text": "Ban D\u00e2n t\u1ed9c (Nguy\u1ec5n Th\u1ecb H\u00e0):\n\u2022 b\u00e1o v\u01b0\u1edbng m\u1eafc <b>NV3</b>, h\u1ea1n 31/05/2024 (c\u00f2n 14 ng\u00e0y l\u00e0m vi\u1ec7c)", "choices": [{"label": "Xem n\u1ed9i dung", "action": "show_words", "args": {"reports": [13]}, "token": "0KSLRXOAN89u"}], "about": [5], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[5]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(15,'notice',2,'phone','bdt-2','{"text": "\u0110\u1ed3ng ch\u00ed Nguy\u1ec5n Th\u1ecb H\u00e0 v\u1eeba tr\u1ea3 l\u1eddi thay \u0111\u01a1n v\u1ecb:\n\u2022 b\u00e1o v\u01b0\u1edbng m\u1eafc <b>NV3</b>, h\u1ea1n 31/05/2024 (c\u00f2n 14 ng\u00e0y l\u00e0m vi\u1ec7c)", "choices": [{"label": "Xem n\u1ed9i dung", "action": "show_words", "args": {"reports": [13]}, "token": "mKXwoUKl_ELq"}], "about": [5], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[5]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(16,'answer',4,'phone','skhdt-1','{"text": "<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).\n\u0110\u1ed3ng ch\u00ed xin gia h\u1ea1n \u0111\u1ebfn <b>20/05/2024</b>, l\u00fd do: ch\u1edd s\u1ed1 li\u1ec7u. G\u1eedi \u0111\u1ec1 ngh\u1ecb n\u00e0y?", "choices": [{"label": "\u0110\u00fang, xin gia h\u1ea1n NV11 \u0111\u1ebfn 20/05/2024", "action": "send_extension", "args": {"assignment": 25, "until": "2024-05-20", "reason": "ch\u1edd s\u1ed1 li\u1ec7u"}, "token": "jdBp8AE885ut"}, {"label": "Kh\u00f4ng", "action": "drop", "args": {}, "token": "UB5Q5mVD4L3K"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000');
INSERT INTO "outbox" VALUES(17,'notice',12,'phone','vp-chief','{"text": "<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).\nS\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 xin gia h\u1ea1n \u0111\u1ebfn <b>20/05/2024</b>.\nKh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\nC\u00f3 th\u1ec3 cho ng\u00e0y kh\u00e1c b\u1eb1ng c\u00e1ch nh\u1eafn, v\u00ed d\u1ee5: NV11 \u0111\u1ed3ng \u00fd \u0111\u1ebfn 20/05/2024.", "choices": [{"label": "\u0110\u1ed3ng \u00fd gia h\u1ea1n \u0111\u1ebfn 20/05/2024", "action": "grant_extension", "args": {"extension": 1}, "token": "IGL2zlvOBKG_"}, {"label": "Kh\u00f4ng \u0111\u1ed3ng \u00fd gia h\u1ea1n", "action": "refuse_extension", "args": {"extension": 1}, "token": "zbKODAFhwL9h"}, {"label": "Xem l\u00fd do", "action": "show_reason", "args": {"extension": 1}, "token": "rWXWN3-n5fXq"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(18,'notice',14,'phone','pct-1','{"text": "<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).\nS\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 xin gia h\u1ea1n \u0111\u1ebfn <b>20/05/2024</b>.\nKh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\nC\u00f3 th\u1ec3 cho ng\u00e0y kh\u00e1c b\u1eb1ng c\u00e1ch nh\u1eafn, v\u00ed d\u1ee5: NV11 \u0111\u1ed3ng \u00fd \u0111\u1ebfn 20/05/2024.", "choices": [{"label": "\u0110\u1ed3ng \u00fd gia h\u1ea1n \u0111\u1ebfn 20/05/2024", "action": "grant_extension", "args": {"extension": 1}, "token": "UhQ8uRpO-epe"}, {"label": "Kh\u00f4ng \u0111\u1ed3ng \u00fd gia h\u1ea1n", "action": "refuse_extension", "args": {"extension": 1}, "token": "L3J5VTd6qppc"}, {"label": "Xem l\u00fd do", "action": "show_reason", "args": {"extension": 1}, "token": "guIF7OJFkqYq"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(19,'notice',11,'phone','vp-1','{"text": "<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).\nS\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 xin gia h\u1ea1n \u0111\u1ebfn 20/05/2024, \u0111ang ch\u1edd quy\u1ebft \u0111\u1ecbnh.", "choices": [], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": true}','[25]',0,NULL,0,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(20,'answer',4,'phone','skhdt-1','{"text": "\u0110\u00e3 g\u1eedi \u0111\u1ec1 ngh\u1ecb gia h\u1ea1n <b>NV11</b> \u0111\u1ebfn 20/05/2024, ch\u1edd quy\u1ebft \u0111\u1ecbnh c\u1ee7a D\u01b0\u01a1ng \u0110\u00ecnh Th\u1eafng ho\u1eb7c Mai S\u01a1n. Cho \u0111\u1ebfn khi c\u00f3 quy\u1ebft \u0111\u1ecbnh, th\u1eddi h\u1ea1n v\u1eabn l\u00e0: h\u1ea1n 16/05/2024 (c\u00f2n 3 ng\u00e0y l\u00e0m vi\u1ec7c).", "choices": [], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-13 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(21,'notice',11,'phone','vp-1','{"text": "<b>Vi\u1ec7c ch\u1edd V\u0103n ph\u00f2ng x\u1eed l\u00fd: 1</b>\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 13 ng\u00e0y l\u00e0m vi\u1ec7c) \u00b7 V\u01b0\u1edbng m\u1eafc ch\u01b0a \u0111\u01b0\u1ee3c tr\u1ea3 l\u1eddi \u00b7 Ban D\u00e2n t\u1ed9c \u00b7 ch\u1edd 1 ng\u00e0y l\u00e0m vi\u1ec7c", "choices": [{"label": "Xem NV3", "action": "show_tasks", "args": {"assignments": [5]}, "token": "oqkMjFajXiF8"}], "about": [5], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[5]',1,'{"assignment_id": null, "revision": null, "directive_id": null, "digest": "office", "day": "2024-05-14"}',0,'2024-05-14 01:00:00.000000','2024-05-14 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-14 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(22,'notice',12,'phone','vp-chief','{"text": "<b>Vi\u1ec7c ch\u1edd V\u0103n ph\u00f2ng x\u1eed l\u00fd: 2</b>\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (c\u00f2n 2 ng\u00e0y l\u00e0m vi\u1ec7c) \u00b7 Xin gia h\u1ea1n, ch\u1edd quy\u1ebft \u0111\u1ecbnh \u00b7 S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 \u00b7 ch\u1edd 1 ng\u00e0y l\u00e0m vi\u1ec7c\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 13 ng\u00e0y l\u00e0m vi\u1ec7c) \u00b7 V\u01b0\u1edbng m\u1eafc ch\u01b0a \u0111\u01b0\u1ee3c tr\u1ea3 l\u1eddi \u00b7 Ban D\u00e2n t\u1ed9c \u00b7 ch\u1edd 1 ng\u00e0y l\u00e0m vi\u1ec7c", "choices": [{"label": "Xem NV11", "action": "show_tasks", "args": {"assignments": [25]}, "token": "KVemJoyClkNI"}, {"label": "Xem NV3", "action": "show_tasks", "args": {"assignments": [5]}, "token": "EjJPTJmEa0gt"}], "about": [25, 5], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25, 5]',1,'{"assignment_id": null, "revision": null, "directive_id": null, "digest": "office", "day": "2024-05-14"}',0,'2024-05-14 01:00:00.000000','2024-05-14 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-14 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(23,'notice',14,'phone','pct-1','{"text": "<b>T\u1ed5ng h\u1ee3p \u0111\u1ebfn 08:00 14/05/2024</b>\nT\u1ed5ng s\u1ed1: 12 nhi\u1ec7m v\u1ee5\n\u2022 Qu\u00e1 h\u1ea1n ch\u01b0a ho\u00e0n th\u00e0nh: 0\n\u2022 \u0110ang th\u1ef1c hi\u1ec7n trong h\u1ea1n: 3 (s\u1eafp \u0111\u1ebfn h\u1ea1n 2)\n\u2022 Kh\u00f4ng c\u00f3 th\u1eddi h\u1ea1n: 9 (\u0111\u00e3 xong 0)\n\u2022 Ho\u00e0n th\u00e0nh \u0111\u00fang h\u1ea1n: 0\n\u2022 Ho\u00e0n th\u00e0nh qu\u00e1 h\u1ea1n: 0\n\nSo v\u1edbi 08:00 07/05/2024: giao m\u1edbi 12, ho\u00e0n th\u00e0nh th\u00eam 0, qu\u00e1 h\u1ea1n th\u00eam 0; t\u1ed5ng qu\u00e1 h\u1ea1n 0 \u2192 0\nT\u1ef7 l\u1ec7 ho\u00e0n th\u00e0nh vi\u1ec7c \u0111\u1ebfn h\u1ea1n: ch\u01b0a c\u00f3 s\u1ed1 li\u1ec7u = \u0111\u00e3 ho\u00e0n th\u00e0nh 0 / (\u0111\u00e3 ho\u00e0n th\u00e0nh 0 + qu\u00e1 h\u1ea1n ch\u01b0a ho\u00e0n th\u00e0nh 0)\nT\u1ef7 l\u1ec7 \u0111\u00fang h\u1ea1n: ch\u01b0a c\u00f3 s\u1ed1 li\u1ec7u = \u0111\u00fang h\u1ea1n 0 / \u0111\u00e3 ho\u00e0n th\u00e0nh 0\nT\u1ef7 l\u1ec7 c\u1eadp nh\u1eadt t\u1eeb 08:00 07/05/2024: 100% = c\u00f3 b\u00e1o c\u00e1o 12 / theo d\u00f5i 12", "choices": [], "about": [], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[]',0,'{"assignment_id": null, "revision": null, "directive_id": null, "digest": "leader", "day": "2024-05-13"}',0,'2024-05-14 01:00:00.000000','2024-05-14 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-14 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(24,'reminder',1,'phone','bdt-1','{"text": "<b>\u0110\u1ebfn h\u1ea1n, s\u1eafp \u0111\u1ebfn h\u1ea1n</b> (nh\u1eafc l\u1ea7n 2)\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 (th\u1ee9 N\u0103m, ng\u00e0y mai)\nT\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\nCh\u1ee7 tr\u00ec: Ban D\u00e2n t\u1ed9c\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024\nT\u00ecnh tr\u1ea1ng: \u0111\u00e3 ti\u1ebfp nh\u1eadn, ch\u01b0a b\u00e1o c\u00e1o ti\u1ebfn \u0111\u1ed9 (\u0111\u01a1n v\u1ecb b\u00e1o ng\u00e0y 13/05/2024)\n\n\u0110\u01a1n v\u1ecb c\u00f2n 11 vi\u1ec7c: 1 s\u1eafp \u0111\u1ebfn h\u1ea1n. G\u1eedi /viec \u0111\u1ec3 xem danh s\u00e1ch.", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 xong", "action": "done", "args": {"assignment": 14, "revision": 2}, "token": "86gdc-2WXeAK"}, {"label": "Xin gia h\u1ea1n", "action": "ask_extension", "args": {"assignment": 14, "revision": 2}, "token": "oufi-maErguG"}, {"label": "B\u00e1o v\u01b0\u1edbng m\u1eafc", "action": "block", "args": {"assignment": 14, "revision": 2}, "token": "voA1SL3oZNY_"}], "about": [14], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[14]',1,NULL,0,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-15 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(25,'reminder',2,'phone','bdt-2','{"text": "<b>\u0110\u1ebfn h\u1ea1n, s\u1eafp \u0111\u1ebfn h\u1ea1n</b> (nh\u1eafc l\u1ea7n 2)\n<b>NV7</b> \u00b7 h\u1ea1n 16/05/2024 (th\u1ee9 N\u0103m, ng\u00e0y mai)\nT\u1ed5ng h\u1ee3p to\u00e0n b\u1ed9 nh\u1eefng kh\u00f3 kh\u0103n, v\u01b0\u1edbng m\u1eafc trong vi\u1ec7c tham m\u01b0u H\u0110ND t\u1ec9nh ban h\u00e0nh Ngh\u1ecb\u2026\nCh\u1ee7 tr\u00ec: Ban D\u00e2n t\u1ed9c\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024\nT\u00ecnh tr\u1ea1ng: \u0111\u00e3 ti\u1ebfp nh\u1eadn, ch\u01b0a b\u00e1o c\u00e1o ti\u1ebfn \u0111\u1ed9 (\u0111\u01a1n v\u1ecb b\u00e1o ng\u00e0y 13/05/2024)\n\n\u0110\u01a1n v\u1ecb c\u00f2n 11 vi\u1ec7c: 1 s\u1eafp \u0111\u1ebfn h\u1ea1n. G\u1eedi /viec \u0111\u1ec3 xem danh s\u00e1ch.", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 xong", "action": "done", "args": {"assignment": 14, "revision": 2}, "token": "eNffSKGHdBkY"}, {"label": "Xin gia h\u1ea1n", "action": "ask_extension", "args": {"assignment": 14, "revision": 2}, "token": "81brJSS2lzu1"}, {"label": "B\u00e1o v\u01b0\u1edbng m\u1eafc", "action": "block", "args": {"assignment": 14, "revision": 2}, "token": "N4irDkLz4Ajj"}], "about": [14], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[14]',1,NULL,0,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-15 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(26,'reminder',4,'phone','skhdt-1','{"text": "<b>\u0110\u1ebfn h\u1ea1n, s\u1eafp \u0111\u1ebfn h\u1ea1n</b> (nh\u1eafc l\u1ea7n 2)\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (th\u1ee9 N\u0103m, ng\u00e0y mai)\nKh\u1ea9n tr\u01b0\u01a1ng t\u1ed5ng h\u1ee3p, b\u00e1o c\u00e1o Ban c\u00e1n s\u1ef1 \u0111\u1ea3ng UBND t\u1ec9nh t\u1ea1i phi\u00ean h\u1ecdp ng\u00e0y 16/5/2024\nCh\u1ee7 tr\u00ec: S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0\nV\u0103n b\u1ea3n: Th\u00f4ng b\u00e1o k\u1ebft lu\u1eadn 215/TB-UBND ng\u00e0y 13/05/2024\nT\u00ecnh tr\u1ea1ng: \u0111ang th\u1ef1c hi\u1ec7n, 60% (\u0111\u01a1n v\u1ecb b\u00e1o ng\u00e0y 13/05/2024)", "choices": [{"label": "X\u00e1c nh\u1eadn \u0111\u00e3 xong", "action": "done", "args": {"assignment": 25, "revision": 2}, "token": "iqEwzxFOn3Xo"}, {"label": "Xin gia h\u1ea1n", "action": "ask_extension", "args": {"assignment": 25, "revision": 2}, "token": "kYtb2sgD9s4q"}, {"label": "B\u00e1o v\u01b0\u1edbng m\u1eafc", "action": "block", "args": {"assignment": 25, "revision": 2}, "token": "kvOqcUl9Ig5i"}], "about": [25], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25]',1,NULL,0,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-15 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(27,'notice',11,'phone','vp-1','{"text": "<b>Vi\u1ec7c ch\u1edd V\u0103n ph\u00f2ng x\u1eed l\u00fd: 1</b>\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 12 ng\u00e0y l\u00e0m vi\u1ec7c) \u00b7 V\u01b0\u1edbng m\u1eafc ch\u01b0a \u0111\u01b0\u1ee3c tr\u1ea3 l\u1eddi \u00b7 Ban D\u00e2n t\u1ed9c \u00b7 ch\u1edd 2 ng\u00e0y l\u00e0m vi\u1ec7c", "choices": [{"label": "Xem NV3", "action": "show_tasks", "args": {"assignments": [5]}, "token": "TsxrtQp707Z0"}], "about": [5], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[5]',1,'{"assignment_id": null, "revision": null, "directive_id": null, "digest": "office", "day": "2024-05-15"}',0,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-15 01:00:00.000000',NULL);
INSERT INTO "outbox" VALUES(28,'notice',12,'phone','vp-chief','{"text": "<b>Vi\u1ec7c ch\u1edd V\u0103n ph\u00f2ng x\u1eed l\u00fd: 2</b>\n<b>NV11</b> \u00b7 h\u1ea1n 16/05/2024 (ng\u00e0y mai) \u00b7 Xin gia h\u1ea1n, ch\u1edd quy\u1ebft \u0111\u1ecbnh \u00b7 S\u1edf K\u1ebf ho\u1ea1ch v\u00e0 \u0110\u1ea7u t\u01b0 \u00b7 ch\u1edd 2 ng\u00e0y l\u00e0m vi\u1ec7c\n<b>NV3</b> \u00b7 h\u1ea1n 31/05/2024 (c\u00f2n 12 ng\u00e0y l\u00e0m vi\u1ec7c) \u00b7 V\u01b0\u1edbng m\u1eafc ch\u01b0a \u0111\u01b0\u1ee3c tr\u1ea3 l\u1eddi \u00b7 Ban D\u00e2n t\u1ed9c \u00b7 ch\u1edd 2 ng\u00e0y l\u00e0m vi\u1ec7c", "choices": [{"label": "Xem NV11", "action": "show_tasks", "args": {"assignments": [25]}, "token": "tQudcRZr_EW_"}, {"label": "Xem NV3", "action": "show_tasks", "args": {"assignments": [5]}, "token": "odWCnvWp7RSf"}], "about": [25, 5], "urgent": false, "files": 0, "reply_to": null, "aside": false}','[25, 5]',1,'{"assignment_id": null, "revision": null, "directive_id": null, "digest": "office", "day": "2024-05-15"}',0,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000',NULL,NULL,1,'sent',NULL,'2024-05-15 01:00:00.000000',NULL);
CREATE TABLE outbox_files (
	token TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_outbox_files PRIMARY KEY (token), 
	CONSTRAINT fk_outbox_files_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
CREATE TABLE pairing_codes (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_pairing_codes PRIMARY KEY (id), 
	CONSTRAINT fk_pairing_codes_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_pairing_codes_digest UNIQUE (digest)
);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	"key" TEXT, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	post TEXT NOT NULL, 
	role TEXT NOT NULL, 
	agency_id INTEGER, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT fk_people_agency_id FOREIGN KEY(agency_id) REFERENCES agencies (id), 
	CONSTRAINT uq_people_key UNIQUE ("key")
);
INSERT INTO "people" VALUES(1,'bdt-1','Nguyễn Thị Hà','nguyen thi ha','Chuyên viên Phòng Chính sách dân tộc','contact',3,1);
INSERT INTO "people" VALUES(2,'bdt-2','Lương Văn Bình','luong van binh','Phó Chánh Văn phòng Ban','contact',3,1);
INSERT INTO "people" VALUES(3,'bdt-head','Vi Thanh Tùng','vi thanh tung','Trưởng Ban','head',3,1);
INSERT INTO "people" VALUES(4,'skhdt-1','Trần Minh Đức','tran minh duc','Trưởng phòng Tổng hợp - Quy hoạch','contact',4,1);
INSERT INTO "people" VALUES(5,'skhdt-head','Phạm Quang Hưng','pham quang hung','Giám đốc Sở','head',4,1);
INSERT INTO "people" VALUES(6,'stc-1','Đỗ Thu Trang','do thu trang','Phó Trưởng phòng Quản lý ngân sách','contact',5,1);
INSERT INTO "people" VALUES(7,'stp-1','Hoàng Ngọc Lan','hoang ngoc lan','Chuyên viên Văn phòng Sở','contact',6,1);
INSERT INTO "people" VALUES(8,'snv-1','Lê Đình Khoa','le dinh khoa','Chuyên viên Ban Thi đua - Khen thưởng','contact',7,1);
INSERT INTO "people" VALUES(9,'sd-1','Ngọc Văn Sáng','ngoc van sang','Chánh Văn phòng HĐND và UBND huyện','contact',36,1);
INSERT INTO "people" VALUES(10,'sd-head','Bùi Hữu Phước','bui huu phuoc','Chủ tịch UBND huyện','head',36,1);
INSERT INTO "people" VALUES(11,'vp-1','Nguyễn Ngọc Trâm','nguyen ngoc tram','Chuyên viên theo dõi khối văn xã','specialist',2,1);
INSERT INTO "people" VALUES(12,'vp-chief','Dương Đình Thắng','duong dinh thang','Chánh Văn phòng','chief',2,1);
INSERT INTO "people" VALUES(13,'ct','Nguyễn Việt Anh','nguyen viet anh','Chủ tịch UBND tỉnh','leader',1,1);
INSERT INTO "people" VALUES(14,'pct-1','Mai Sơn','mai son','Phó Chủ tịch Thường trực UBND tỉnh','leader',1,1);
INSERT INTO "people" VALUES(15,'admin','Vũ Hải Long','vu hai long','Quản trị hệ thống','admin',2,1);
CREATE TABLE receipts (
	channel TEXT NOT NULL, 
	chat TEXT NOT NULL, 
	message_id TEXT NOT NULL, 
	outbox_id INTEGER NOT NULL, 
	sent_at DATETIME NOT NULL, 
	CONSTRAINT pk_receipts PRIMARY KEY (channel, chat, message_id), 
	CONSTRAINT fk_receipts_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-1',1,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-chief','vp-chief-1',2,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-2',3,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','skhdt-1','skhdt-1-1',7,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-2','bdt-2-1',6,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-1','bdt-1-1',5,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-chief','vp-chief-2',4,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-3',9,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-1','bdt-1-2',8,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-2','bdt-2-2',10,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','skhdt-1','skhdt-1-2',11,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-4',12,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-5',14,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-1','bdt-1-3',13,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-2','bdt-2-3',15,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','skhdt-1','skhdt-1-3',16,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','skhdt-1','skhdt-1-4',20,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-6',19,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-chief','vp-chief-3',17,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','pct-1','pct-1-1',18,'2024-05-13 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-7',21,'2024-05-14 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-chief','vp-chief-4',22,'2024-05-14 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','pct-1','pct-1-2',23,'2024-05-14 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-1','bdt-1-4',24,'2024-05-15 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','skhdt-1','skhdt-1-5',26,'2024-05-15 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','bdt-2','bdt-2-4',25,'2024-05-15 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-1','vp-1-8',27,'2024-05-15 01:00:00.000000');
INSERT INTO "receipts" VALUES('phone','vp-chief','vp-chief-5',28,'2024-05-15 01:00:00.000000');
CREATE TABLE reminders (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	rung TEXT NOT NULL, 
	person_id INTEGER NOT NULL, 
	deadline_version INTEGER NOT NULL, 
	due_at DATETIME NOT NULL, 
	planned_at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	outbox_id INTEGER, 
	CONSTRAINT pk_reminders PRIMARY KEY (id), 
	CONSTRAINT fk_reminders_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_reminders_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id), 
	CONSTRAINT fk_reminders_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_reminders_assignment_id_rung_person_id_deadline_version UNIQUE (assignment_id, rung, person_id, deadline_version)
);
INSERT INTO "reminders" VALUES(1,1,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(2,1,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(3,3,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(4,3,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(5,5,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(6,5,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(7,7,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(8,7,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(9,10,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(10,10,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(11,12,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(12,12,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(13,14,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(14,14,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(15,19,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(16,19,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(17,21,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(18,21,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(19,23,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(20,23,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(21,25,'assigned',4,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',7);
INSERT INTO "reminders" VALUES(22,26,'assigned',1,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',5);
INSERT INTO "reminders" VALUES(23,26,'assigned',2,1,'2024-05-13 01:00:00.000000','2024-05-13 01:00:00.000000','said',6);
INSERT INTO "reminders" VALUES(24,14,'before-1',1,1,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000','said',24);
INSERT INTO "reminders" VALUES(25,14,'before-1',2,1,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000','said',25);
INSERT INTO "reminders" VALUES(26,25,'before-1',4,1,'2024-05-15 01:00:00.000000','2024-05-15 01:00:00.000000','said',26);
CREATE TABLE reports (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	person_id INTEGER, 
	kind TEXT NOT NULL, 
	percent INTEGER, 
	note TEXT, 
	expected_on DATE, 
	at DATETIME NOT NULL, 
	channel TEXT, 
	undone_at DATETIME, 
	"before" JSON NOT NULL, 
	CONSTRAINT pk_reports PRIMARY KEY (id), 
	CONSTRAINT fk_reports_assignment_id FOREIGN KEY(assignment_id) REFERENCES assignments (id), 
	CONSTRAINT fk_reports_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "reports" VALUES(1,14,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(2,5,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(3,1,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(4,3,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(5,7,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(6,10,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(7,12,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(8,19,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(9,21,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(10,23,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(11,26,1,'acknowledge',NULL,'đã nhận',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(12,25,4,'progress',60,'NV11 60% đang tổng hợp',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "assigned", "percent": null, "acknowledged_at": null, "heard_at": null, "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 1}');
INSERT INTO "reports" VALUES(13,5,1,'block',NULL,'NV3 vướng, chưa có kinh phí',NULL,'2024-05-13 01:00:00.000000','phone',NULL,'{"status": "acknowledged", "percent": null, "acknowledged_at": "2024-05-13T01:00:00+00:00", "heard_at": "2024-05-13T01:00:00+00:00", "reported_done_at": null, "confirmed_at": null, "ladder_from": "2024-05-13T01:00:00+00:00", "revision": 2}');
CREATE TABLE stars (
	person_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	starred_at DATETIME NOT NULL, 
	CONSTRAINT pk_stars PRIMARY KEY (person_id, task_id), 
	CONSTRAINT fk_stars_person_id_people FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_stars_task_id_tasks FOREIGN KEY(task_id) REFERENCES tasks (id)
);
CREATE TABLE tasks (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	directive_id INTEGER NOT NULL, 
	ref TEXT NOT NULL, 
	content TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	title TEXT NOT NULL, 
	state TEXT NOT NULL, 
	recurrence TEXT, 
	urgency TEXT, 
	ladder JSON NOT NULL, 
	deadline JSON NOT NULL, 
	evidence JSON NOT NULL, 
	confidence DOUBLE NOT NULL, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_directive_id FOREIGN KEY(directive_id) REFERENCES directives (id), 
	CONSTRAINT uq_tasks_number UNIQUE (number)
);
INSERT INTO "tasks" VALUES(1,1,1,'2.1 (1)','Tập trung thực hiện hiệu quả các nhiệm vụ trọng tâm đã được Chủ tịch UBND tỉnh giao. Trong quá trình thực hiện cần chú trọng đổi mới phương pháp, cách làm, nghiên cứu sâu, kỹ các quy định của pháp luật, các văn bản hướng dẫn của Trung ương, qua đó góp phần nâng cao chất lượng tham mưu Tỉnh ủy, HĐND, UBND tỉnh trong thực hiện nhiệm vụ về công tác dân tộc trên địa bàn tỉnh','tap trung thuc hien hieu qua cac nhiem vu trong tam da duoc chu tich ubnd tinh giao. trong qua trinh thuc hien can chu trong doi moi phuong phap, cach lam, nghien cuu sau, ky cac quy dinh cua phap luat, cac van ban huong dan cua trung uong, qua do gop phan nang cao chat luong tham muu tinh uy, hdnd, ubnd tinh trong thuc hien nhiem vu ve cong tac dan toc tren dia ban tinh','Tập trung thực hiện hiệu quả các nhiệm vụ trọng tâm đã được Chủ tịch UBND tỉnh giao…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(2,2,1,'2.1 (2)','Tiếp tục chủ động theo dõi, nắm tình hình vùng đồng bào dân tộc thiểu số, tập trung đặc biệt các địa bàn còn tồn tại các vụ việc tranh chấp, khiếu kiện về đất lâm nghiệp, những điểm nhạy cảm về an ninh, trật tự để tham mưu cho Tỉnh ủy, UBND tỉnh chỉ đạo cấp ủy, chính quyền các cấp giải quyết hiệu quả từ cơ sở, không để vụ việc phát sinh thành các “điểm nóng”','tiep tuc chu dong theo doi, nam tinh hinh vung dong bao dan toc thieu so, tap trung dac biet cac dia ban con ton tai cac vu viec tranh chap, khieu kien ve dat lam nghiep, nhung diem nhay cam ve an ninh, trat tu de tham muu cho tinh uy, ubnd tinh chi dao cap uy, chinh quyen cac cap giai quyet hieu qua tu co so, khong de vu viec phat sinh thanh cac “diem nong”','Tiếp tục chủ động theo dõi, nắm tình hình vùng đồng bào dân tộc thiểu số…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(3,3,1,'2.1 (3)','Thực hiện nghiêm túc Chỉ thị số 03/CT-UBND ngày 06/2/2024 của Chủ tịch UBND tỉnh về tăng cường chỉ đạo thực hiện, đẩy nhanh tiến độ giải ngân kế hoạch vốn đầu tư công, 3 Chương trình mục tiêu quốc gia năm 2024. Trong tháng 5/2024, thành lập các tổ công tác đi đôn đốc việc triển khai thực hiện các dự án do Ban Dân tộc chủ trì chỉ đạo triển khai tại các địa phương. Chủ động giải quyết những khó khăn, vướng mắc trong quá trình thực hiện, giải ngân vốn đầu tư công thuộc phạm vi quản lý hoặc kịp thời báo cáo, đề xuất UBND tỉnh, Chủ tịch UBND tỉnh chỉ đạo tháo gỡ','thuc hien nghiem tuc chi thi so 03/ct-ubnd ngay 06/2/2024 cua chu tich ubnd tinh ve tang cuong chi dao thuc hien, day nhanh tien do giai ngan ke hoach von dau tu cong, 3 chuong trinh muc tieu quoc gia nam 2024. trong thang 5/2024, thanh lap cac to cong tac di don doc viec trien khai thuc hien cac du an do ban dan toc chu tri chi dao trien khai tai cac dia phuong. chu dong giai quyet nhung kho khan, vuong mac trong qua trinh thuc hien, giai ngan von dau tu cong thuoc pham vi quan ly hoac kip thoi bao cao, de xuat ubnd tinh, chu tich ubnd tinh chi dao thao go','Thực hiện nghiêm túc Chỉ thị số 03/CT-UBND ngày 06/2/2024 của Chủ tịch UBND tỉnh về tăng…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "month", "due": "2024-05-31", "text": "Trong th\u00e1ng 5/2024", "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(4,4,1,'2.1 (4)','Chủ động phối hợp với các ngành, địa phương để tổ chức Đại hội đại biểu các dân tộc thiểu số tại các huyện; tham mưu tổ chức thành công Đại hội đại biểu các dân tộc thiểu số tỉnh Bắc Giang lần thứ 4 đảm bảo theo Kế hoạch đề ra','chu dong phoi hop voi cac nganh, dia phuong de to chuc dai hoi dai bieu cac dan toc thieu so tai cac huyen; tham muu to chuc thanh cong dai hoi dai bieu cac dan toc thieu so tinh bac giang lan thu 4 dam bao theo ke hoach de ra','Chủ động phối hợp với các ngành, địa phương để tổ chức Đại hội đại biểu các dân tộc thiểu…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(5,5,1,'2.1 (5)','Tăng cường đi thực tế địa bàn để hiểu sâu, hiểu rõ về đời sống người dân vùng dân tộc thiểu số, đồng thời tham khảo, nghiên cứu cách làm hay, sáng tạo, qua đó tăng cường tham mưu Tỉnh uỷ, HĐND, UBND tỉnh các chủ trương, chính sách, giải pháp phát triển kinh tế cũng như bảo tồn, phát huy các giá trị văn hoá của vùng dân tộc thiểu số, làm sâu sắc và lan toả các giá trị văn hoá, con người vùng dân tộc thiểu số, qua đó góp phần quan trọng vào sự phát triển kinh tế - xã hội của tỉnh','tang cuong di thuc te dia ban de hieu sau, hieu ro ve doi song nguoi dan vung dan toc thieu so, dong thoi tham khao, nghien cuu cach lam hay, sang tao, qua do tang cuong tham muu tinh uy, hdnd, ubnd tinh cac chu truong, chinh sach, giai phap phat trien kinh te cung nhu bao ton, phat huy cac gia tri van hoa cua vung dan toc thieu so, lam sau sac va lan toa cac gia tri van hoa, con nguoi vung dan toc thieu so, qua do gop phan quan trong vao su phat trien kinh te - xa hoi cua tinh','Tăng cường đi thực tế địa bàn để hiểu sâu, hiểu rõ về đời sống người dân vùng dân tộc…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(6,6,1,'2.1 (6)','Tăng cường công tác kiểm tra, thanh tra việc thực hiện các chương trình, dự án, chính sách dân tộc thuộc phạm vi quản lý nhà nước của Ban Dân tộc, qua đó kịp thời nắm bắt, tháo gỡ những khó khăn, vướng mắc, xử lý sai phạm (nếu có)','tang cuong cong tac kiem tra, thanh tra viec thuc hien cac chuong trinh, du an, chinh sach dan toc thuoc pham vi quan ly nha nuoc cua ban dan toc, qua do kip thoi nam bat, thao go nhung kho khan, vuong mac, xu ly sai pham (neu co)','Tăng cường công tác kiểm tra, thanh tra việc thực hiện các chương trình, dự án…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(7,7,1,'2.2 gạch 1','Giao Ban Dân tộc chủ trì, phối hợp với UBND huyện Sơn Động, Sở Tư pháp, Sở Kế hoạch và Đầu tư và các cơ quan, đơn vị liên quan tổng hợp toàn bộ những khó khăn, vướng mắc trong việc tham mưu HĐND tỉnh ban hành Nghị quyết điều chỉnh, bổ sung Nghị quyết số 01/2022/NQ-HĐND ngày 06/4/2022 của HĐND tỉnh; Nghị quyết số 49/2022/NQ-HĐND ngày 09/12/2022 của HĐND tỉnh; đề xuất phương án tham mưu, xử lý; báo cáo Ban cán sự đảng UBND tỉnh tại phiên họp giao ban ngày 16/5/2024','giao ban dan toc chu tri, phoi hop voi ubnd huyen son dong, so tu phap, so ke hoach va dau tu va cac co quan, don vi lien quan tong hop toan bo nhung kho khan, vuong mac trong viec tham muu hdnd tinh ban hanh nghi quyet dieu chinh, bo sung nghi quyet so 01/2022/nq-hdnd ngay 06/4/2022 cua hdnd tinh; nghi quyet so 49/2022/nq-hdnd ngay 09/12/2022 cua hdnd tinh; de xuat phuong an tham muu, xu ly; bao cao ban can su dang ubnd tinh tai phien hop giao ban ngay 16/5/2024','Tổng hợp toàn bộ những khó khăn, vướng mắc trong việc tham mưu HĐND tỉnh ban hành Nghị…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp giao ban ng\u00e0y 16/5/2024", "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(8,8,1,'2.2 gạch 2','Tuy nhiên, yêu cầu Ban Dân tộc chủ trì, phối hợp với các địa phương rà soát kỹ lưỡng các dự án đề nghị bổ sung mới liên quan đến đầu tư, xây dựng cơ bản; đối chiếu với các quy hoạch liên quan, đảm bảo các nội dung điều chỉnh phải phù hợp các quy hoạch liên quan và đảm bảo tính khả thi trong việc thực hiện và giải ngân trong giai đoạn bố trí vốn','tuy nhien, yeu cau ban dan toc chu tri, phoi hop voi cac dia phuong ra soat ky luong cac du an de nghi bo sung moi lien quan den dau tu, xay dung co ban; doi chieu voi cac quy hoach lien quan, dam bao cac noi dung dieu chinh phai phu hop cac quy hoach lien quan va dam bao tinh kha thi trong viec thuc hien va giai ngan trong giai doan bo tri von','Rà soát kỹ lưỡng các dự án đề nghị bổ sung mới liên quan đến đầu tư, xây dựng cơ bản…','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(9,9,1,'3 gạch 1','Giao Ban Dân tộc chủ trì, phối hợp với Sở Nội vụ về cơ cấu, chỉ tiêu khen thưởng đảm bảo theo quy định','giao ban dan toc chu tri, phoi hop voi so noi vu ve co cau, chi tieu khen thuong dam bao theo quy dinh','Về cơ cấu, chỉ tiêu khen thưởng đảm bảo theo quy định','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(10,10,1,'3 gạch 2','Giao Ban Dân tộc chủ trì, phối hợp với Sở Tài chính tham mưu triển khai thực hiện đảm bảo theo quy định','giao ban dan toc chu tri, phoi hop voi so tai chinh tham muu trien khai thuc hien dam bao theo quy dinh','Tham mưu triển khai thực hiện đảm bảo theo quy định','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(11,11,1,'3 gạch 3','Yêu cầu Sở Kế hoạch và Đầu tư khẩn trương tổng hợp, báo cáo Ban cán sự đảng UBND tỉnh tại phiên họp **ngày 16/5/2024**','yeu cau so ke hoach va dau tu khan truong tong hop, bao cao ban can su dang ubnd tinh tai phien hop **ngay 16/5/2024**','Khẩn trương tổng hợp, báo cáo Ban cán sự đảng UBND tỉnh tại phiên họp ngày 16/5/2024','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "date", "due": "2024-05-16", "text": "t\u1ea1i phi\u00ean h\u1ecdp **ng\u00e0y 16/5/2024**", "count": null, "unit": null, "anchor": null}','{}',1.0);
INSERT INTO "tasks" VALUES(12,12,1,'3 gạch 4','Giao Ban Dân tộc phối hợp với Sở Tài chính tham mưu UBND tỉnh thực hiện đảm bảo đúng quy định','giao ban dan toc phoi hop voi so tai chinh tham muu ubnd tinh thuc hien dam bao dung quy dinh','Tham mưu UBND tỉnh thực hiện đảm bảo đúng quy định','open',NULL,NULL,'{"before": [7, 3, 1], "overdue_days": 5, "silence_calendar_days": 30, "unacknowledged_days": 2, "overdue_escalation": [[1, "head"], [3, "specialist"], [5, "chief"], [10, "leader"]]}','{"kind": "none", "due": null, "text": null, "count": null, "unit": null, "anchor": null}','{}',1.0);
CREATE TABLE web_messages (
	id INTEGER NOT NULL, 
	chat TEXT NOT NULL, 
	ours BOOLEAN NOT NULL, 
	text TEXT NOT NULL, 
	choices JSON NOT NULL, 
	at DATETIME NOT NULL, files JSON DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_web_messages PRIMARY KEY (id)
);
CREATE INDEX ix_agencies_folded ON agencies (folded);
CREATE INDEX ix_inbox_new ON inbox (id) WHERE state = 'new';
CREATE INDEX ix_web_messages_chat ON web_messages (chat);
CREATE INDEX ix_people_agency_id ON people (agency_id);
CREATE INDEX ix_people_folded ON people (folded);
CREATE INDEX ix_chat_links_person_id ON chat_links (person_id);
CREATE UNIQUE INDEX uq_chat_links_live ON chat_links (channel, chat) WHERE ended_at IS NULL;
CREATE INDEX ix_outbox_person_id ON outbox (person_id);
CREATE INDEX ix_outbox_queued ON outbox (due_at) WHERE state = 'queued';
CREATE INDEX ix_pairing_codes_person_id ON pairing_codes (person_id);
CREATE INDEX ix_choices_outbox_id ON choices (outbox_id);
CREATE INDEX ix_receipts_outbox_id ON receipts (outbox_id);
CREATE INDEX ix_tasks_directive_id ON tasks (directive_id);
CREATE INDEX ix_assignments_agency_id_status ON assignments (agency_id, status);
CREATE INDEX ix_assignments_next_at ON assignments (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX ix_assignments_status_due_at ON assignments (status, due_at);
CREATE INDEX ix_assignments_task_id ON assignments (task_id);
CREATE INDEX ix_extensions_assignment_id ON extensions (assignment_id);
CREATE UNIQUE INDEX uq_extensions_open ON extensions (assignment_id) WHERE state = 'open';
CREATE INDEX ix_reminders_outbox_id ON reminders (outbox_id);
CREATE INDEX ix_reminders_person_id ON reminders (person_id);
CREATE INDEX ix_reports_assignment_id ON reports (assignment_id);
CREATE INDEX ix_reports_at ON reports (at);
CREATE INDEX ix_outbox_outdated_at ON outbox (outdated_at) WHERE outdated_at IS NOT NULL;
CREATE INDEX ix_inbox_new_of_chat ON inbox (channel, chat, id) WHERE state = 'new';
CREATE INDEX ix_reminders_loose ON reminders (due_at) WHERE state = 'planned' AND outbox_id IS NULL;
CREATE INDEX ix_receipts_newest ON receipts (channel, chat, sent_at);
CREATE INDEX ix_outbox_newest ON outbox (person_id, sent_at);
CREATE INDEX ix_outbox_files_outbox_id ON outbox_files (outbox_id);
CREATE INDEX ix_evidence_person_id ON evidence (person_id);
CREATE UNIQUE INDEX uq_chat_groups_live ON chat_groups (channel, chat, topic) WHERE ended_at IS NULL;
CREATE INDEX ix_audit_subject ON audit (subject);
CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
COMMIT;
